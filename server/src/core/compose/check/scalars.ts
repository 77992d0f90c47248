import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { closest } from '../../text/closest.ts';
import { options } from '../spec/shape.ts';
import type { FlagShape, NumberShape, Shape, TextShape } from '../spec/shape.ts';
import { isEmpty } from '../yaml/nodes.ts';
import type { ScalarNode } from '../yaml/nodes.ts';
import { scalarNumber, scalarType } from '../yaml/scalar.ts';
import type { ScalarType } from '../yaml/scalar.ts';
import { mustBe } from './expected.ts';
import { hasFormat, hasVariable, isFlagWord, isNumberText } from './formats.ts';
import { problem, replaceFix } from './problem.ts';
import type { Place } from './place.ts';

/** What is wrong with a single value. A text with a variable may become anything, and is let through. */
export function checkScalar(node: ScalarNode, place: Place): readonly Diagnostic[] {
  const type = scalarType(node);
  const verdicts = options(place.shape).map((option) => judge(node, type, option));
  if (verdicts.includes('fits')) return oldFlagWord(node, place);
  if (type === 'string' && hasVariable(node.text) && options(place.shape).some(isScalarShape)) return [];
  const unfit = options(place.shape).find((option, index) => verdicts[index] === 'bad value' && option.kind === 'text');
  if (unfit?.kind === 'text') return [badValue(node, place, unfit)];
  return [wrongType(node, place, type)];
}

type Verdict = 'fits' | 'bad value' | 'bad type';

function judge(node: ScalarNode, type: ScalarType, shape: Shape): Verdict {
  switch (shape.kind) {
    case 'text':
      return type === 'string' ? judgeText(node, shape) : 'bad type';
    case 'number':
      return judgeNumber(node, type, shape);
    case 'flag':
      return judgeFlag(node, type, shape);
    case 'null':
      return type === 'null' ? 'fits' : 'bad type';
    case 'list':
    case 'map':
    case 'choice':
      break;
  }
  return 'bad type';
}

function judgeText({ text }: ScalarNode, { values, closed, format }: TextShape): Verdict {
  if (hasVariable(text)) return 'fits';
  if (closed && !values?.some((value) => value.text === text)) return 'bad value';
  return format === undefined || hasFormat(format, text) ? 'fits' : 'bad value';
}

function judgeNumber({ text }: ScalarNode, type: ScalarType, shape: NumberShape): Verdict {
  if (type === 'string') return shape.quoted && isNumberText(shape.quoted, text) ? 'fits' : 'bad type';
  if (type !== 'integer' && type !== 'float') return 'bad type';
  const number = scalarNumber(text);
  if (shape.integer && !Number.isInteger(number)) return 'bad type';
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
  return number < minimum || number > maximum ? 'bad type' : 'fits';
}

function judgeFlag({ text }: ScalarNode, type: ScalarType, { quoted }: FlagShape): Verdict {
  if (type === 'boolean') return 'fits';
  return type === 'string' && quoted && isFlagWord(text) ? 'fits' : 'bad type';
}

function isScalarShape({ kind }: Shape): boolean {
  return kind !== 'list' && kind !== 'map' && kind !== 'null';
}

/** `yes`, `on` and their like are let through with a warning, by Compose too. */
function oldFlagWord(node: ScalarNode, { shape }: Place): readonly Diagnostic[] {
  if (options(shape).some(({ kind }) => kind === 'text') || !options(shape).some(({ kind }) => kind === 'flag'))
    return [];
  if (!/^(?:y|yes|on|n|no|off)$/i.test(node.text)) return [];
  const meant = /^(?:y|yes|on)$/i.test(node.text) ? 'true' : 'false';
  const text = message('YAML 1.2 no longer has {0} for a truth value. Write {1}.', node.text, meant);
  return [problem('invalid-value', node.span, text, { severity: 'warning', fixes: [replaceFix(node.span, meant)] })];
}

function badValue(node: ScalarNode, { name }: Place, { values = [], closed, format }: TextShape): Diagnostic {
  const names = values.map(({ text }) => text);
  const near = closest(node.text, names);
  const fixes = near ? [replaceFix(node.span, near)] : [];
  if (closed) {
    const text = message('{0} is no value for {1}. It can be: {2}.', node.text, name, names.join(', '));
    return problem('invalid-value', node.span, text, { fixes });
  }
  return problem('invalid-value', node.span, formatMessages[format ?? 'duration'](node.text), { fixes });
}

const formatMessages = {
  duration: (text: string) =>
    message('{0} is no duration. Write numbers with units, such as `30s`, `1m30s` or `2h`.', text),
  bytes: (text: string) => message('{0} is no size. Write a number with a unit, such as `512m` or `2g`.', text),
  port: (text: string) =>
    message(
      '{0} is no port. The form is `[host-ip:][host-port:]container-port[/protocol]`, with ports up to 65535 and ranges of one size.',
      text,
    ),
  mount: (text: string) =>
    message(
      '{0} is no mount. The form is `[source:]container-path[:options]`, with nothing empty between colons.',
      text,
    ),
  host: (text: string) => message('{0} has no address. The form is `host=IP`.', text),
  ip: (text: string) => message('{0} is no IP address.', text),
  'pull policy': (text: string) =>
    message('{0} is no pull policy. It can be always, never, missing, build, daily, weekly or every_<duration>.', text),
  device: (text: string) => message('{0} is no device. The form is `host-path[:container-path[:permissions]]`.', text),
  pair: (text: string) => message('{0} has no value. The form is `key=value`.', text),
  ssh: (text: string) => message('{0} is no SSH access. Write `default`, or `id=path`.', text),
  'container name': (text: string) =>
    message('{0} is no name for a container: it needs two or more letters, digits, underscores, dots or dashes.', text),
};

function wrongType(node: ScalarNode, { shape, name, at }: Place, type: ScalarType): Diagnostic {
  if (isEmpty(node)) return problem('wrong-type', at, mustBe(name, shape));
  if (isGluedDash(node, shape)) return gluedDash(node);
  const isNumber = type === 'integer' || type === 'float';
  const words = (isNumber ? rangeMessage(name, shape) : undefined) ?? mustBe(name, shape);
  return problem('wrong-type', node.span, words, { fixes: typeFixes(node, shape, type) });
}

/** `-80:80` where a list belongs: an item whose space is missing. */
function isGluedDash({ style, text }: ScalarNode, shape: Shape): boolean {
  return style === 'plain' && /^-\S/.test(text) && options(shape).some(({ kind }) => kind === 'list');
}

function gluedDash({ span }: ScalarNode): Diagnostic {
  const at = { start: span.start + 1, end: span.start + 1 };
  const title = message('Add a space');
  return problem('wrong-type', span, message('A space is missing behind the dash.'), {
    fixes: [{ title, edits: [{ span: at, newText: ' ' }], preferred: true }],
  });
}

function rangeMessage(name: string, shape: Shape): ReturnType<typeof message> | undefined {
  const limited = options(shape).find((option): option is NumberShape => option.kind === 'number');
  if (limited?.minimum === undefined) return undefined;
  if (limited.maximum === undefined) return message('{0} must be a whole number, {1} or more.', name, limited.minimum);
  return message('{0} must be a whole number from {1} to {2}.', name, limited.minimum, limited.maximum);
}

/** A number where text belongs wants quotes; a value where a list belongs wants brackets. */
function typeFixes({ span, text }: ScalarNode, shape: Shape, type: ScalarType): readonly Fix[] {
  const kinds = new Set(options(shape).map(({ kind }) => kind));
  if (kinds.has('text') && type !== 'string') {
    const edits = [{ span, newText: `"${text}"` }];
    return [{ title: message('Put it in quotes'), edits, preferred: true }];
  }
  if (kinds.has('list') && !/[[\]{},#&*!|>'"%@`]/.test(text)) {
    const edits = [
      { span: { start: span.start, end: span.start }, newText: '[' },
      { span: { start: span.end, end: span.end }, newText: ']' },
    ];
    return [{ title: message('Make it a list'), edits, preferred: true }];
  }
  return [];
}
