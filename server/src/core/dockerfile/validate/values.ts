import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import { frontendOf } from '../frontend.ts';
import { expand } from '../parse/expand.ts';
import type { Flag, InstructionOf, ListItem, Pair, TextInstruction } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { isSet, setVariable, valueOf } from '../variables/scope.ts';
import { checkCopy } from './copy.ts';
import type { Checker } from './checker.ts';
import { expanded, expandedText, on, replacement, report, scopeFor, stateOf } from './checker.ts';
import { checkMount } from './mounts.ts';
import { portProblem } from './ports.ts';
import { isSignal } from './signals.ts';

/** Checks the values of arguments and lets them take effect on the variables that follow. */
export const valueChecks = [
  on('run', run),
  on('copy', checkCopy),
  on('add', checkCopy),
  on('env', env),
  on('label', (label, checker) => expandPairs(label, label.pairs, checker)),
  on('arg', arg),
  on('expose', expose),
  on('volume', (volume, checker) => volume.items.forEach((item) => checkVolume(volume, item, checker))),
  on('user', expandText),
  on('workdir', workdir),
  on('stopsignal', stopsignal),
];

function run(instruction: InstructionOf<'run'>, checker: Checker): void {
  for (const flag of instruction.flags) {
    const { name, value, valueWord } = flag;
    if (name === 'mount' && value !== undefined) checkMount(instruction, flag, checker);
    const choices = name === 'network' ? networks : name === 'security' ? securities : undefined;
    if (name === 'device') checkDevice(flag, checker);
    if (!choices || !valueWord || value === undefined || choices.includes(value)) continue;
    const text = message('{0} is one of {1}, not {2}.', `--${name}`, choices.join(', '), value);
    const meant = closest(value, choices);
    const fixes = meant === undefined ? [] : [replacement(valueWord.span, meant)];
    report(checker, { code: 'invalid-flag-value', span: valueWord.span, message: text, fixes });
  }
}

const networks = ['default', 'none', 'host'];
const securities = ['sandbox', 'insecure'];

/** The stable frontends reject devices. */
function checkDevice({ nameSpan }: Flag, checker: Checker): void {
  if (frontendOf(checker.model.tree) !== 'stable') return;
  const text = message(
    '{0} needs a frontend with experimental features: {1}',
    '--device',
    '# syntax=docker/dockerfile:1-labs',
  );
  report(checker, { code: 'labs-flag', span: nameSpan, message: text });
}

/** All values of one ENV are expanded before any is set. */
function env(instruction: InstructionOf<'env'>, checker: Checker): void {
  const values = expandPairs(instruction, instruction.pairs, checker);
  for (const { name, value } of values) if (name !== undefined) setVariable(stateOf(checker).scope, name, value);
}

interface ExpandedPair {
  readonly name: string | undefined;
  readonly value: string | undefined;
}

function expandPairs(
  { line }: InstructionOf<'env' | 'label'>,
  pairs: readonly Pair[],
  checker: Checker,
): readonly ExpandedPair[] {
  return pairs.map(({ name, value }) => ({
    name: expanded(checker, line, name),
    value: value && expanded(checker, line, value),
  }));
}

/** The values of one ARG take effect one after the other; without a default it takes over a global value. */
function arg(instruction: InstructionOf<'arg'>, checker: Checker): void {
  const { scope, globals } = stateOf(checker);
  for (const { name, value } of instruction.pairs) {
    if (value) setVariable(scope, name.text, expanded(checker, instruction.line, value));
    else if (globals && isSet(globals, name.text)) setVariable(scope, name.text, valueOf(globals, name.text));
  }
}

function expose({ items, line }: InstructionOf<'expose'>, checker: Checker): void {
  for (const { word } of items) {
    if (!word) continue;
    const { words, value, problem } = expand(word.text, checker.escape, scopeFor(checker, word.text), 'word');
    if (problem) expanded(checker, line, word);
    if (value === undefined) continue;
    for (const port of words) {
      const found = portProblem(port.text);
      if (found)
        report(checker, {
          code: 'invalid-port',
          span: sourceSpan(line, word.at + port.start, word.at + port.end),
          message: found,
        });
    }
  }
}

function checkVolume({ line }: InstructionOf<'volume'>, { word, value, span }: ListItem, checker: Checker): void {
  const path = word ? expanded(checker, line, word) : expandedText(checker, value, () => span);
  if (path !== '' || value.trim() === '') return;
  const text = message('Without a build argument {0} is empty, and a volume needs a path.', value);
  report(checker, { code: 'empty-path', span, message: text });
}

function expandText({ value, line }: TextInstruction<'user' | 'workdir'>, checker: Checker): string | undefined {
  return value && expanded(checker, line, value);
}

function workdir(instruction: InstructionOf<'workdir'>, checker: Checker): void {
  const path = expandText(instruction, checker);
  if (path !== '/' && path !== '') stateOf(checker).isAtRoot = false;
}

function stopsignal({ value, line }: InstructionOf<'stopsignal'>, checker: Checker): void {
  const signal = value && expanded(checker, line, value);
  if (!value || signal === undefined || isSignal(signal)) return;
  const text = message(
    '{0} is not a signal. Expected a name such as SIGTERM, or a number.',
    signal === '' ? value.text : signal,
  );
  const isLower = value.text === signal && isSignal(signal.trim());
  report(checker, {
    code: 'invalid-signal',
    span: value.span,
    message: text,
    fixes: isLower ? [replacement(value.span, signal.trim())] : [],
  });
}
