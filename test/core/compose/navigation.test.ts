import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { OutlineItem } from '../../../server/src/core/language.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

function at(source: string): { text: string; cursor: number; model: ReturnType<typeof compose.parse> } {
  const { text, cursor } = marked(source.replaceAll(/[«»]/g, ''));
  return { text, cursor, model: compose.parse(text) };
}

const plain = (source: string): string => source.replaceAll('▮', '');

describe('Occurrences', () => {
  test.each([
    'services:\n  «d▮b»: {image: a}\n  web:\n    image: b\n    depends_on: [«db», x]\n    links: ["«db»:database"]\n',
    'services:\n  «db»: {image: a}\n  web:\n    depends_on:\n      «▮db»: {condition: service_healthy}\n    network_mode: "service:«db»"\n',
    'services:\n  a:\n    extends: «b▮»\n  «b»:\n    image: x\n  c:\n    extends: {service: «b»}\n  d:\n    extends: {file: o.yaml, service: b}\n',
    'services:\n  a:\n    volumes:\n      - «da▮ta»:/x:ro\n      - ./data:/y\n      - {type: volume, source: «data», target: /z}\nvolumes:\n  «data»:\n',
    'services:\n  a:\n    networks: {«▮n»: {}}\n  b:\n    networks: [«n»]\nnetworks:\n  "«n»": {}\nvolumes:\n  n: {}\n',
    'services:\n  a:\n    secrets: [«s▮», {source: «s»}]\n    build: {context: ., secrets: [«s»]}\nsecrets:\n  «s»: {file: x}\n',
    'services:\n  a:\n    profiles: [«de▮v»]\n  b:\n    profiles: ["«dev»", prod]\n',
    'services:\n  «a▮»: {image: x}\n---\nservices:\n  «a»: {image: y}\n',
    'x-a: &«ba▮se»\n  image: x\nservices:\n  a: *«base»\n  b:\n    <<: *«base»\n',
    'x-a: &a\n  b: *a\nx-b: &«a» [1]\nx-c: *«▮a»\n',
    'services:\n  a:\n    image: "x:$«V▮»"\n    command: $$V ${«V»:-b} $${V}\n',
  ])('%j', (source) => {
    const { text, cursor, model } = at(source);
    expect(
      mark(
        text,
        (compose.occurrences?.(model, cursor) ?? []).map(({ span }) => span),
      ),
    ).toBe(plain(source));
  });
});

test.each([
  ['services:\n  «db»: {image: a}\n  web:\n    depends_on: [d▮b]\n', 'db: {image: a}'],
  ['x-a: &«base»\n  image: x\nservices:\n  a: *ba▮se\n', '&base\n  image: x'],
  ['services:\n  web:\n    networks: [n▮]\nnetworks:\n  «n»:\n    driver: bridge\n', 'n:\n    driver: bridge'],
])('The definition from %j', (source, whole) => {
  const { text, cursor, model } = at(source);
  const targets = compose.definition?.(model, cursor)?.targets ?? [];
  expect(
    mark(
      text,
      targets.map(({ nameSpan }) => nameSpan),
    ),
  ).toBe(plain(source));
  expect(targets.map(({ span }) => text.slice(span.start, span.end))).toEqual([whole]);
});

function renamed(source: string, newName: string): string {
  const { text, cursor, model } = at(source);
  const result = compose.rename?.(model, cursor, newName);
  if (!result) return 'nothing';
  return result.kind === 'edits'
    ? applyEdits(text, result.edits)
    : `refused: ${render(result.reason, (template) => template)}`;
}

describe('Rename', () => {
  test.each([
    [
      'services:\n  d▮b: {image: a}\n  w:\n    depends_on: ["db"]\n    links: [db:x]\n',
      'pg',
      'services:\n  pg: {image: a}\n  w:\n    depends_on: ["pg"]\n    links: [pg:x]\n',
    ],
    ['x: &a {b: 1}\ny: *▮a\n', 'c', 'x: &c {b: 1}\ny: *c\n'],
    ['services:\n  d▮b: {image: a}\n  w: {image: b}\n', 'w', 'refused: w is used already.'],
    [
      'services:\n  d▮b: {image: a}\n',
      'a b',
      'refused: A name has letters, digits, dots, dashes and underscores only.',
    ],
    ['services:\n  w:\n    networks: [n▮]\n', 'm', 'refused: n is not declared in this file.'],
    [
      'services:\n  w:\n    image: $V▮\n',
      'm',
      'refused: Variables come from .env files and the environment: rename them there.',
    ],
    ['services:\n  w:\n    ima▮ge: a\n', 'm', 'nothing'],
  ])('%j to %s', (source, newName, expected) => expect(renamed(source, newName)).toBe(expected));
});

test('The outline is the tree of keys', () => {
  const { model } = at(
    'name: p\nservices:\n  web:\n    image: nginx\n    ports: ["80"]\n  "": {}\nvolumes:\n  data:\nx-a: *y\n',
  );
  const show = ({ name, detail, kind, children }: OutlineItem): unknown => [name, detail, kind, children.map(show)];
  expect((compose.symbols?.(model) ?? []).map(show)).toEqual([
    ['name', 'p', 'setting', []],
    [
      'services',
      '',
      'section',
      [
        [
          'web',
          'nginx',
          'service',
          [
            ['image', 'nginx', 'setting', []],
            ['ports', '', 'setting', []],
          ],
        ],
        ['""', '', 'service', []],
      ],
    ],
    ['volumes', '', 'section', [['data', '', 'folder', []]]],
    ['x-a', '*y', 'setting', []],
  ]);
});

test('Keys, items, comments and regions fold', () => {
  const { model } = at(
    '# a\n# b\nservices:\n  web:\n    ports:\n      - target: 1\n        mode: host\n# region x\nvolumes: {}\n# endregion\n',
  );
  expect(compose.folding?.(model)).toEqual([
    { kind: 'comment', start: 0, end: 1 },
    { kind: 'code', start: 2, end: 6 },
    { kind: 'code', start: 3, end: 6 },
    { kind: 'code', start: 4, end: 6 },
    { kind: 'code', start: 5, end: 6 },
    { kind: 'region', start: 7, end: 9 },
  ]);
});

test('A selection grows from the word to the file', () => {
  const { text, cursor, model } = at('services:\n  web:\n    image: "ngi▮nx-a:1"\n');
  expect((compose.selection?.(model, cursor) ?? []).map(({ start, end }) => text.slice(start, end))).toEqual([
    'nginx-a',
    'nginx-a:1',
    '"nginx-a:1"',
    'image: "nginx-a:1"',
    'web:\n    image: "nginx-a:1"',
    'services:\n  web:\n    image: "nginx-a:1"',
    text,
  ]);
});

test('Links lead to images whose tag is left to a variable, to files above, and to those that are mounted', async () => {
  const { text, model } = at(
    'services:\n  a: {image: "nginx:${TAG:-1.2}", env_file: ../b.env}\n  b:\n    image: ghcr.io/a/b@$D\n    volumes: ["./n.conf:/etc/n.conf:ro", ./gone:/x, data:/y]\n  c: {image: "$R/x:1"}\n  d: {image: "x$S:1"}\n',
  );
  expect((compose.links?.(model) ?? []).map(({ href }) => href)).toEqual([
    'https://hub.docker.com/_/nginx',
    'https://ghcr.io/a/b',
  ]);
  const files = await compose.lookupLinks?.(model, workspaceWith({ '../b.env': '', 'n.conf': '', 'data:': '' }));
  expect((files ?? []).map(({ span, path }) => [text.slice(span.start, span.end), path])).toEqual([
    ['../b.env', '../b.env'],
    ['./n.conf', 'n.conf'],
  ]);
});

test('Links lead to pages of images and to files', async () => {
  const { text, model } = at(
    'services:\n  web:\n    image: nginx:1\n    env_file: ["a.env", ../b.env]\n    build: {context: ., dockerfile: Dockerfile}\n',
  );
  expect((compose.links?.(model) ?? []).map(({ href }) => href)).toEqual(['https://hub.docker.com/_/nginx']);
  const files = await compose.lookupLinks?.(model, workspaceWith({ 'a.env': '', 'b.env': '' }));
  expect((files ?? []).map(({ span, path }) => [text.slice(span.start, span.end), path])).toEqual([['a.env', 'a.env']]);
});

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpus/compose');

test.skipIf(!existsSync(corpus))('In real files every declared name can be renamed and renamed back', () => {
  let count = 0;
  for (const file of readdirSync(corpus)) {
    const text = readFileSync(join(corpus, file), 'utf8');
    const model = compose.parse(text);
    const errors = compose.diagnose(model).filter(({ severity }) => severity === 'error').length;
    for (const section of compose.symbols?.(model) ?? []) {
      if (section.kind !== 'section') continue;
      for (const { name, nameSpan } of section.children.slice(0, 3)) {
        const result = compose.rename?.(model, nameSpan.start, 'slipway-renamed');
        if (result?.kind !== 'edits') continue;
        count++;
        const after = applyEdits(text, result.edits);
        const renamed = compose.parse(after);
        expect(compose.diagnose(renamed).filter(({ severity }) => severity === 'error').length, file).toBe(errors);
        const before = result.edits.filter(({ span }) => span.start < nameSpan.start);
        const moved = before.length * ('slipway-renamed'.length - name.length);
        const back = compose.rename?.(renamed, nameSpan.start + moved, name);
        expect(back?.kind === 'edits' ? applyEdits(after, back.edits) : '', file).toBe(text);
      }
    }
  }
  expect(count).toBeGreaterThan(100);
});
