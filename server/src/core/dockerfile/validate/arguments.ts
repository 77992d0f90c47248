import { message } from '../../text/message.ts';
import { instructionSpec, instructionSpecs } from '../instructions.ts';
import type { Instruction, InstructionOf, ListItem, Pair } from '../parse/ast.ts';
import { heredocMarker } from '../parse/heredoc.ts';
import { closest } from '../../text/closest.ts';
import type { Checker } from './checker.ts';
import { on, replacement, report } from './checker.ts';

/** Checks that an instruction has as many arguments as it needs (instructions/parse.go). */
export const argumentChecks = [
  on('unknown', unknownInstruction),
  on('copy', (copy, checker) => sourcesAndDestination(copy, checker)),
  on('add', (add, checker) => sourcesAndDestination(add, checker)),
  on('env', (env, checker) => pairs(env, env.pairs, checker)),
  on('label', (label, checker) => pairs(label, label.pairs, checker)),
  on('arg', (arg, checker) => pairs(arg, arg.pairs, checker)),
  on('expose', (expose, checker) => needs(expose, expose.items.length > 0, checker)),
  on('volume', volume),
  on('maintainer', (maintainer, checker) => needs(maintainer, maintainer.value !== undefined, checker)),
  on('workdir', (workdir, checker) => needs(workdir, workdir.value !== undefined, checker)),
  on('user', (user, checker) => needs(user, user.value !== undefined, checker)),
  on('stopsignal', (stopsignal, checker) => needs(stopsignal, stopsignal.value !== undefined, checker)),
  on('onbuild', onbuild),
  on('shell', shell),
];

const keywords = instructionSpecs.map(({ keyword }) => keyword);

function unknownInstruction({ keyword }: InstructionOf<'unknown'>, checker: Checker): void {
  const meant = closest(keyword.text, keywords);
  report(checker, {
    code: 'unknown-instruction',
    span: keyword.span,
    message:
      meant === undefined
        ? message(
            '{0} is not an instruction. Does it continue the line above? Then that line must end in {1}.',
            keyword.text,
            checker.model.tree.escape,
          )
        : message('{0} is not an instruction. Did you mean {1}?', keyword.text, meant),
    fixes: meant === undefined ? [] : [replacement(keyword.span, inCaseOf(keyword.text, meant))],
  });
}

/** Writes a keyword in small letters where the user does. */
function inCaseOf(written: string, keyword: string): string {
  return written === written.toLowerCase() && written !== written.toUpperCase() ? keyword.toLowerCase() : keyword;
}

function needs(instruction: Instruction, isGiven: boolean, checker: Checker): void {
  if (isGiven) return;
  const { keyword, kind } = instruction;
  const spec = instructionSpec(kind);
  const text = message('{0} needs an argument, as in {1}.', keyword.text.toUpperCase(), spec?.example ?? '');
  report(checker, { code: 'missing-argument', span: keyword.span, message: text });
}

function sourcesAndDestination(instruction: InstructionOf<'copy'> | InstructionOf<'add'>, checker: Checker): void {
  const { items, keyword } = instruction;
  const name = keyword.text.toUpperCase();
  const last = items.at(-1);
  if (items.length < 2 || !last) {
    const span = last?.span ?? keyword.span;
    const text = message('{0} needs a source and a destination: {0} <source> … <destination>.', name);
    report(checker, { code: 'missing-argument', span, message: text });
  } else if (heredocMarker(last.value)) {
    const text = message('The last argument of {0} is the destination, and a heredoc cannot be one.', name);
    report(checker, { code: 'heredoc-destination', span: last.span, message: text });
  }
}

function pairs(instruction: Instruction, given: readonly Pair[], checker: Checker): void {
  // Words without `=` are errors of their own, found by the parser.
  needs(instruction, given.length > 0 || instruction.argumentsAt < instruction.line.text.trimEnd().length, checker);
  for (const { name, span } of given) {
    if (name.text !== '') continue;
    const text = message('A name must stand before the =.');
    report(checker, { code: 'blank-name', span, message: text });
  }
}

function volume(instruction: InstructionOf<'volume'>, checker: Checker): void {
  needs(instruction, instruction.items.length > 0, checker);
  for (const item of instruction.items) if (isEmptyPath(item)) emptyPath(item, checker);
}

function isEmptyPath({ value }: ListItem): boolean {
  return value.trim() === '';
}

function emptyPath({ span }: ListItem, checker: Checker): void {
  report(checker, { code: 'empty-path', span, message: message('A volume needs a path that is not empty.') });
}

function onbuild(instruction: InstructionOf<'onbuild'>, checker: Checker): void {
  const { trigger, keyword } = instruction;
  needs(instruction, trigger !== undefined, checker);
  if (!trigger) return;
  const spec = instructionSpec(trigger.kind);
  if (!spec || spec.isTrigger) return;
  const text =
    trigger.kind === 'onbuild'
      ? message('ONBUILD cannot stand behind ONBUILD.')
      : message('{0} cannot stand behind ONBUILD.', spec.keyword);
  const redundant = { start: keyword.span.start, end: trigger.keyword.span.start };
  const fixes =
    trigger.kind === 'onbuild'
      ? [{ title: message('Remove one ONBUILD'), edits: [{ span: redundant, newText: '' }], preferred: true }]
      : [];
  report(checker, { code: 'invalid-trigger', span: trigger.keyword.span, message: text, fixes });
}

function shell(instruction: InstructionOf<'shell'>, checker: Checker): void {
  const { command } = instruction;
  const isEmpty = !command || (command.form === 'json' && command.strings.length === 0);
  needs(instruction, !isEmpty, checker);
  if (command?.form !== 'shell') return;
  const { word } = command;
  const words = word.text.split(/\s+/);
  const isPlain = /^[\w\s./:=+-]+$/.test(word.text);
  report(checker, {
    code: 'json-form-required',
    span: word.span,
    message: message('SHELL must be in JSON form, in double quotes: {0}', 'SHELL ["/bin/sh", "-c"]'),
    fixes: isPlain ? [replacement(word.span, `[${words.map((part) => JSON.stringify(part)).join(', ')}]`)] : [],
  });
}
