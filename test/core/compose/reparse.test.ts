import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseYaml } from '../../../server/src/core/compose/yaml/parse.ts';
import { reparseYaml } from '../../../server/src/core/compose/yaml/reparse.ts';

const base = [
  '# top',
  'name: x',
  'services:',
  '  # web',
  '  web:',
  '    image: "nginx:$TAG"',
  '    command: |+',
  '      a # b',
  '',
  '    environment:',
  '      - A=1',
  "      - 'B=2'",
  '  db: {image: postgres, ports: ["5432"]}',
  '',
  '  cache:',
  '    image: redis',
  '    command: >-',
  '      redis-server',
  '        --save',
  '# end',
  'volumes:',
  '  data:',
  '  other: {}',
  'x-note: ${A:-b}',
  '',
].join('\n');

const pieces = fc.oneof(
  fc.constantFrom(
    '',
    '\n',
    ' ',
    '  ',
    '#',
    ':',
    '- ',
    '"',
    "'",
    '{',
    ']',
    '|',
    '>',
    '&a',
    '*a',
    '<<: ',
    '!x',
    '$V',
    '\t',
  ),
  fc.constantFrom(
    '---\n',
    'a: b\n',
    '  a: b\n',
    '    a: b\n',
    '      - c\n',
    '# note\n',
    'x',
    'services:',
    '\r\n',
    '? ',
  ),
);

const edits = fc.array(
  fc.record({ at: fc.nat(), length: fc.oneof(fc.constant(0), fc.nat({ max: 30 })), newText: pieces }),
  { minLength: 1, maxLength: 8 },
);

function edited(text: string, { at, length, newText }: { at: number; length: number; newText: string }): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + newText + text.slice(start + length);
}

test('After every edit the file is what it is when read from the start', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(edits, (list) => {
      let text = base;
      let file = parseYaml(text);
      for (const edit of list) {
        text = edited(text, edit);
        file = reparseYaml(text, file);
        expect(file).toEqual(parseYaml(text));
      }
    }),
    { numRuns: 1000 },
  );
});

test('What an edit does not touch is kept', () => {
  const before = parseYaml(base);
  const root = before.documents[0]?.root;
  const names = (file: typeof before): readonly unknown[] => {
    const top = file.documents[0]?.root;
    return top?.kind === 'map' ? top.entries.map(({ value }) => value) : [];
  };
  const [name, , volumes] = names(before);
  const after = reparseYaml(base.replace('redis\n', 'redis:7\n'), before);
  expect(after.documents[0]?.root).toBe(root);
  expect(names(after)[0]).toBe(name);
  expect(names(after)[2]).toBe(volumes);
});

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpus/compose');

test.skipIf(!existsSync(corpus))(
  'The diagnostics of real files are what they are when read from the start',
  { timeout: 60_000 },
  () => {
    for (const file of readdirSync(corpus)) {
      let text = readFileSync(join(corpus, file), 'utf8');
      if (text.length > 20_000) continue;
      let model = compose.parse(text);
      for (let round = 1; round <= 6; round++) {
        const at = Math.floor((text.length * round) / 7);
        text = edited(text, { at, length: round % 3, newText: ['x', '\n', '#', ''][round % 4] ?? '' });
        model = compose.parse(text, model);
        expect(compose.diagnose(model), file).toEqual(compose.diagnose(compose.parse(text)));
      }
    }
  },
);
