import { parseReference } from '../../image/reference.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { From, Word } from '../parse/ast.ts';
import type { Checker, Problem } from './checker.ts';
import { expanded, replacement, report } from './checker.ts';
import { isPlatform } from './platform.ts';

/** Checks a FROM line: its form, the image, the platform, and the name of the stage. */
export function checkFrom(stage: Stage, checker: Checker): void {
  const { from, name, base } = stage;
  checkForm(from, checker);
  if (name && from.words.length === 3) checkStageName(name, checker);
  if (base) checkBase(stage, base, checker);
  checkPlatform(from, checker);
}

const form = 'FROM <image> AS <name>';

function checkForm(from: From, checker: Checker): void {
  const { words } = from;
  const hasAs = words[1]?.text.toLowerCase() === 'as';
  if (words.length === 1 || (words.length === 3 && hasAs)) return;
  const problem = hasAs ? nameProblem(words) : argumentProblem(from);
  report(checker, { code: 'from-arguments', ...problem });
}

type FormProblem = Pick<Problem, 'span' | 'message' | 'fixes'>;

/** What is wrong behind AS: no name, or more than a name. */
function nameProblem([, as, , extra]: readonly Word[]): FormProblem {
  const span = (extra ?? as)?.span ?? nowhere;
  return extra
    ? { span, message: message('{0} is too much here: FROM takes an image, and a name behind AS.', extra.text) }
    : { span, message: message('A name for the stage must follow AS: {0}', form) };
}

/** What is wrong where AS should stand, or where nothing stands. */
function argumentProblem({ words, keyword }: From): FormProblem {
  const [, second] = words;
  if (!second) return { span: keyword.span, message: message('FROM needs an image, as in {0}.', 'FROM alpine:3.22') };
  const { span, text } = second;
  if (text.startsWith('#')) {
    return { span, message: message('A comment needs a line of its own: # begins one only at the start of a line.') };
  }
  if (words.length === 3) {
    return { span, message: message('Expected AS, not {0}: {1}', text, form), fixes: [replacement(span, 'AS')] };
  }
  return { span, message: message('{0} is too much here: FROM takes an image, and a name behind AS.', text) };
}

const nowhere = { start: 0, end: 0 };

function checkStageName(name: Word, checker: Checker): void {
  if (/^[a-z][a-z0-9-_.]*$/.test(name.text.toLowerCase())) return;
  const text = message(
    'A stage name begins with a letter and has letters, digits, - _ and . only; {0} does not.',
    name.text,
  );
  report(checker, { code: 'invalid-stage-name', span: name.span, message: text });
}

function checkBase(stage: Stage, base: Word, checker: Checker): void {
  const value = expanded(checker, stage.from.line, base);
  if (value === undefined || value === 'scratch' || stage.baseStage) return;
  if (value === '') {
    const text = message(
      'Without a build argument {0} is empty, and FROM needs an image. Give the ARG above a default value.',
      base.text,
    );
    report(checker, { code: 'empty-base', span: base.span, message: text });
    return;
  }
  reportReference(value, base, checker);
}

function reportReference(value: string, base: Word, checker: Checker): void {
  const parsed = parseReference(value);
  if (parsed.kind === 'reference') return;
  const mended = value.toLowerCase().replace(/[:@]+$/, '');
  const isMended = base.text === value && mended !== value && parseReference(mended).kind === 'reference';
  report(checker, {
    code: 'invalid-image',
    span: base.span,
    message: base.text.includes('$') ? filledInWrongly(base.text, value) : parsed.problem,
    fixes: isMended ? [replacement(base.span, mended)] : [],
  });
}

/** Most often an ARG that waits for `--build-arg`: the builder refuses the file without. */
function filledInWrongly(written: string, value: string): Message {
  return message(
    '{0} becomes {1}, which is not an image. Give the ARG a default, or build with --build-arg.',
    written,
    value,
  );
}

function checkPlatform(from: From, checker: Checker): void {
  const flag = from.flags.find(({ name }) => name === 'platform');
  if (!flag?.value || !flag.valueWord) return;
  const { valueWord, value } = flag;
  const platform = expanded(checker, from.line, { ...valueWord, text: value });
  if (platform === undefined) return;
  if (platform === '') {
    const text = message('Without a build argument {0} is empty, and a platform is needed here.', value);
    report(checker, { code: 'empty-platform', span: valueWord.span, message: text });
  } else if (!isPlatform(platform)) {
    const text = message(
      '{0} is not a platform. Expected system, architecture and variant, as in {1}.',
      platform,
      'linux/arm64/v8',
    );
    report(checker, { code: 'invalid-platform', span: valueWord.span, message: text });
  }
}
