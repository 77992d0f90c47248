import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseYaml } from '../../../server/src/core/compose/yaml/parse.ts';
import type { Node } from '../../../server/src/core/compose/yaml/nodes.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const rules = new Set([
  'service-dependencies-alphabetical-order',
  'service-keys-order',
  'service-ports-alphabetical-order',
  'services-alphabetical-order',
  'top-level-properties-order',
]);

const strict = { ...defaultLintOptions, profile: 'strict' } as const;

/** The data of a text, maps without their order, aliases followed. */
function data(text: string): string {
  const plain = (node: Node, depth: number): unknown => {
    if (depth > 30) return 'deep';
    if (node.kind === 'alias') return node.target ? plain(node.target, depth + 1) : 'nothing';
    if (node.kind === 'scalar') return `${node.style} ${node.text}`;
    if (node.kind === 'list') return node.items.map((item) => JSON.stringify(plain(item, depth + 1))).toSorted();
    const entries = node.entries.map(({ key, value }) => [key.text, plain(value, depth + 1)] as const);
    return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  };
  return JSON.stringify(parseYaml(text).documents.map(({ root }) => plain(root, 0)));
}

function comments(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)(#.*?)[ \t\r]*$/gm)].map(([, comment = '']) => comment).toSorted();
}

/** Each mend of an ordering keeps the data and the comments, and there is nothing to mend behind it. */
function check(text: string): void {
  if (parseYaml(text).errors.length > 0) return;
  for (const { code, fixes, span } of compose.diagnose(compose.parse(text), strict)) {
    const edits = rules.has(code) ? (fixes?.[0]?.edits ?? []) : [];
    if (edits.length === 0) continue;
    const after = applyEdits(text, edits);
    expect(parseYaml(after).errors).toEqual([]);
    expect(data(after)).toBe(data(text));
    expect(comments(after)).toEqual(comments(text));
    const again = compose.diagnose(compose.parse(after), strict);
    expect(again.filter((other) => other.code === code && other.span.start === span.start)).toEqual([]);
  }
}

describe('orderings', () => {
  const line = fc.constantFrom(
    'b: &x {tty: true}',
    'a: *x',
    'image: a # why',
    'ports:',
    '  - "81:81"',
    '  - "80:80"',
    '  # port',
    '# note',
    '',
    'depends_on: [c, b, a]',
    'depends_on:',
    '- c',
    '- b',
    'command: |',
    '  text',
    '  # text',
    'restart: no',
    'x: &x 1',
    'build: .',
    'y: *x',
  );
  const body = fc.array(line, { maxLength: 10 }).map((lines) => lines.map((each) => `    ${each}`).join('\n'));
  const text = fc
    .tuple(body, body)
    .map(([one, other]) => `services:\n  web:\n${one}\n  api: # first\n${other}\n# end\nname: x\n`);

  test('random services keep their data and comments', () => {
    fc.assert(fc.property(text, check), { numRuns: 1000 });
  });

  const corpus = '../shared/corpus/compose';
  test.skipIf(!existsSync(corpus))(`real files (skipped where ${corpus} is absent)`, { timeout: 60_000 }, () => {
    for (const name of readdirSync(corpus)) check(readFileSync(`${corpus}/${name}`, 'utf8'));
  });
});
