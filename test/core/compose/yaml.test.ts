import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { pathAt } from '../../../server/src/core/compose/yaml/nodeAt.ts';
import { resolve } from '../../../server/src/core/compose/yaml/nodes.ts';
import type { Node } from '../../../server/src/core/compose/yaml/nodes.ts';
import { parseYaml } from '../../../server/src/core/compose/yaml/parse.ts';
import { scalarNumber, scalarType } from '../../../server/src/core/compose/yaml/scalar.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';

function valueOf(text: string): string {
  const root = parseYaml(`a: ${text}\n`).documents[0]?.root;
  const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  if (value?.kind !== 'scalar') return value?.kind ?? 'nothing';
  const type = scalarType(value);
  return type === 'integer' || type === 'float' ? `${type} ${scalarNumber(value.text)}` : type;
}

// Put to docker compose 2.40.3.
test.each([
  ['a: |\n  b', 'b'],
  ['a: |+\n  b\n  c', 'b\nc'],
  ['a: >\n  b\n  c', 'b c'],
  ['a: |\n  b\n', 'b\n'],
  ['a: |\n  b\n  ', 'b\n'],
  ['a: |+\n  b\n\n', 'b\n\n'],
  ['a: |+\n  b\n#c', 'b\n'],
  ['a: |\n  b\n...', 'b\n'],
])('a block of text ends as the file does: %j', (text, expected) => {
  const root = parseYaml(text).documents[0]?.root;
  expect(root?.kind === 'map' ? root.entries[0]?.value : undefined).toMatchObject({ text: expected });
});

// Each was put to docker compose 2.40.3.
const scalars: Readonly<Record<string, readonly string[]>> = {
  'integer 288': ['0440', '0o440', '+0440'],
  'integer -288': ['-0440'],
  'integer 1000': ['1_000'],
  'integer 10': ['1__0'],
  'integer 3': ['0b11'],
  'integer -3': ['-0b11'],
  'integer 31': ['0x_1F'],
  'integer 12': ['+12', '! 12'],
  'float 8': ['08'],
  'float 9.5': ['09.5'],
  'float 0.5': ['.5'],
  'float 5': ['5.'],
  'float 1000': ['1e3'],
  'float Infinity': ['.inf', '+.INF'],
  'float NaN': ['.NaN'],
  'integer 18446744073709552000': ['18446744073709551615'],
  'float 100000000000000000000': ['99999999999999999999'],
  string: [
    '22:22',
    'yes',
    'on',
    'y',
    '_1',
    '0b12',
    '0x',
    '1e',
    '--',
    '2024-13-45',
    '.nAn',
    'nULL',
    '"12"',
    '!foo 12',
    '!!str 12',
  ],
  boolean: ['true', 'True', 'FALSE'],
  null: ['~', 'null', 'NULL', ''],
  timestamp: ['2024-01-01', '2024-1-1', '2001-12-14t21:59:43.10-05:00', '2024-01-01 10:00:00'],
};

describe("scalars are read as Docker's YAML library reads them", () => {
  for (const [expected, sources] of Object.entries(scalars)) {
    for (const source of sources) test(`${source} is ${expected}`, () => expect(valueOf(source)).toBe(expected));
  }
});

test('values have the spans of their text, without anchor, tag and comment', () => {
  const spans: string[] = [];
  const text = '\uFEFFa: &x !foo  v # c\nb:\n  - "q r"\n  -\n  - |\n    t\n\nc: {d: [e, f]}\n';
  visit(parseYaml(text).documents[0]?.root, ({ span }) => spans.push(text.slice(span.start, span.end)));
  expect(spans).toEqual([
    text.slice(1).trimEnd(),
    'v',
    '- "q r"\n  -\n  - |\n    t',
    '"q r"',
    '',
    '|\n    t',
    '{d: [e, f]}',
    '[e, f]',
    'e',
    'f',
  ]);
});

test('the way to an offset', () => {
  const { text, cursor } = marked('a:\n  - b: c\n    d▮: e\n');
  const { steps, key } = pathAt(parseYaml(text), cursor);
  expect(steps.map((step) => (typeof step === 'number' ? step : step.key.text))).toEqual(['a', 0, 'd']);
  expect(key?.text).toBe('d');
});

test('anchors mean the last one before, in whichever document', () => {
  const { aliases } = parseYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n---\ne: *x\n');
  const targets = aliases.map(({ target }) => (target?.kind === 'scalar' ? target.text : undefined));
  expect(targets).toEqual(['1', '2', '2']);
});

test('an alias inside its own node leads nowhere for ever', () => {
  const { aliases } = parseYaml('a: &x\n  b: *x\n');
  expect(aliases[0]?.target?.kind).toBe('map');
  expect(compose.diagnose(compose.parse('services: &s\n  web: *s\n')).length).toBeGreaterThan(0);
});

describe('hostile texts take no noticeable time', () => {
  const bomb = Array.from(
    { length: 30 },
    (_, n) => `x-${n + 1}: &a${n + 1}\n  <<: [*a${n}, *a${n}]\n  k${n}: [*a${n}, *a${n}]`,
  );
  const texts: Readonly<Record<string, string>> = {
    'deep brackets': `a: ${'['.repeat(20_000)}`,
    'deep blocks': Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    'piled-up aliases': `x-0: &a0 {init: true}\n${bomb.join('\n')}\nservices:\n  web:\n    <<: *a30\n    labels: *a30\n`,
    'many keys': `services:\n${Array.from({ length: 10_000 }, (_, n) => `  s${n}: {image: x, depends_on: [s${n + 1}]}`).join('\n')}\n`,
    'one long line': `a: "${'x'.repeat(900_000)}`,
    'many unknown keys': `services:\n  web:\n${Array.from({ length: 5000 }, (_, n) => `    key${n}: 1`).join('\n')}\n`,
    'many undeclared networks': `services:\n${Array.from({ length: 5000 }, (_, n) => `  s${n}: {image: x, networks: [n${n}]}`).join('\n')}\n`,
    'many repeated keys': `services:\n  web:\n    image: x\n    labels:\n${'      a: b\n'.repeat(40_000)}`,
    'many dollars': `a: ${'${'.repeat(50_000)}`,
    'lone surrogates and zeros': '\uD800: \0\n\uDC00: [\uD800',
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, { timeout: 15_000 }, () => {
      const model = compose.parse(text);
      expect(compose.diagnose(model).length).toBeGreaterThan(0);
      compose.completion?.(model, text.length >> 1);
      compose.hover?.(model, text.length >> 1);
    });
  }
});

const words = ['services', 'web', 'image', 'ports', 'depends_on', 'build', 'volumes', 'x-a', 'db', '"q', "'s", '${A'];
const marks = [
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '\n      ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '>',
  '#',
  ' # ',
  '? ',
];
const oddities = [
  '&a ',
  '*a',
  '<<: *a',
  '!reset ',
  '\t',
  '\r\n',
  '---\n',
  '...',
  '%YAML 1.2\n',
  '@',
  '`',
  '0440',
  'true',
];
const pieces = fc.constantFrom(...words, ...marks, ...oddities, '$$', '\uFEFF', '\uD800', '\\');
const yamlish = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

test('any text at all has a model, and every feature has an answer', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), fc.nat(), (text, at) => {
      const model = compose.parse(text);
      const offset = at % (text.length + 1);
      for (const { span, fixes = [] } of compose.diagnose(model)) {
        expect(span.start <= span.end && span.end <= text.length).toBe(true);
        for (const { edits } of fixes) applyEdits(text, edits);
      }
      for (const { span } of compose.completion?.(model, offset) ?? []) {
        expect(span.start <= offset && offset <= span.end).toBe(true);
      }
      compose.hover?.(model, offset);
    }),
    {
      numRuns: 3000,
      examples: [
        [': ? ', 0],
        ['[? ', 0],
      ],
    },
  );
});

test('spans of values lie in those around them', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(yamlish, (text) => {
      for (const { root } of parseYaml(text).documents) {
        visit(root, (node, around) => {
          if (!around) return;
          expect(node.span.start >= around.span.start).toBe(true);
          expect(node.span.end <= Math.max(around.span.end, node.span.start)).toBe(true);
        });
      }
    }),
    { numRuns: 1000 },
  );
});

function visit(node: Node | undefined, see: (node: Node, around: Node | undefined) => void, around?: Node): void {
  if (!node) return;
  see(node, around);
  if (node.kind === 'alias') return void resolve(node);
  if (node.kind === 'list') for (const item of node.items) visit(item, see, node);
  if (node.kind === 'map') for (const { value } of node.entries) visit(value, see, node);
}
