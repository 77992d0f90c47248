import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

function tokens(text: string): readonly string[] {
  const found = compose.semanticTokens?.(compose.parse(text), { start: 0, end: text.length }) ?? [];
  return found.map(
    ({ start, end, type, modifier }) => `${text.slice(start, end)} ${type}${modifier ? ` ${modifier}` : ''}`,
  );
}

describe('semantic tokens', () => {
  test('keys, names, values, images and numbers', () => {
    expect(
      tokens(
        'services:\n  web:\n    image: "nginx:1"\n    restart: always\n    init: true\n    stop_grace_period: 10s\n    depends_on: [db]\n    other: x\n  db: {image: a, ports: ["80:80"]}\n',
      ),
    ).toEqual([
      'services property',
      'web namespace declaration',
      'image property',
      'nginx:1 type',
      'restart property',
      'always enumMember',
      'init property',
      'true keyword',
      'stop_grace_period property',
      '10s number',
      'depends_on property',
      'db namespace',
      'db namespace declaration',
      'image property',
      'a type',
      'ports property',
      '80:80 number',
    ]);
  });

  test('anchors, merge keys and variables', () => {
    expect(tokens('x-a: &b {tty: yes}\nservices:\n  w:\n    <<: *b\n    image: "a:${TAG:-1}"\n')).toEqual([
      'b label declaration',
      'services property',
      'w namespace declaration',
      '<< operator',
      'b label',
      'image property',
      'TAG variable',
    ]);
  });

  test('of a range only', () => {
    const text = 'name: x\nservices:\n  web: {image: a}\n';
    const found = compose.semanticTokens?.(compose.parse(text), { start: 0, end: 3 }) ?? [];
    expect(found.map(({ start }) => start)).toEqual([0]);
  });
});

/** The active signature, its active parameter marked. */
function help(source: string): string | undefined {
  const { text, cursor } = marked(source);
  const found = compose.signature?.(compose.parse(text), cursor);
  const active = found?.signatures[found.active];
  const parameter = active?.parameters[found?.activeParameter ?? 0];
  return active && parameter && mark(active.label, [parameter]);
}

describe('signature help', () => {
  const web = 'services:\n  web:\n';

  test('ports', () => {
    expect(help(`${web}    ports:\n      - ▮\n`)).toBe('«<container-port>»[/<protocol>]');
    expect(help(`${web}    ports:\n      - "80▮:80"\n`)).toBe('«<host-port>»:<container-port>[/<protocol>]');
    expect(help(`${web}    ports:\n      - "8080:▮"\n`)).toBe('<host-port>:«<container-port>»[/<protocol>]');
    expect(help(`${web}    ports:\n      - "127.0.0.1:8080:80/▮"\n`)).toBe(
      '<host-ip>:<host-port>:<container-port>[/«<protocol>»]',
    );
    expect(help('services: {web: {ports: ["8080:▮"]}}')).toBe('<host-port>:«<container-port>»[/<protocol>]');
    expect(help(`${web}    ports:\n      - target: ▮\n`)).toBeUndefined();
  });

  test('mounts, devices and hosts', () => {
    expect(help(`${web}    volumes:\n      - data:▮\n`)).toBe('<source>:«<target>»');
    expect(help(`${web}    volumes:\n      - ./a:/b:▮\n`)).toBe('<source>:<target>:«<options>»');
    expect(help(`${web}    devices:\n      - /dev/a:▮\n`)).toBe('<host-path>:«<container-path>»');
    expect(help(`${web}    extra_hosts:\n      - "a:▮"\n`)).toBe('<host>:«<address>»');
    expect(help(`${web}    dns:\n      - ▮\n`)).toBeUndefined();
  });
});

test('published ports lead to the browser, but for those that speak something else', () => {
  const text =
    'services:\n  web:\n    image: $X\n    ports:\n      - "8080:80"\n      - 10.0.0.1:8443:443\n      - "5432:5432"\n      - "53:53/udp"\n      - "80"\n      - target: 3000\n        published: 3001\n';
  expect(
    (compose.links?.(compose.parse(text)) ?? []).map(({ span, href }) => [text.slice(span.start, span.end), href]),
  ).toEqual([
    ['8080:80', 'http://localhost:8080'],
    ['10.0.0.1:8443:443', 'https://10.0.0.1:8443'],
    ['3001', 'http://localhost:3001'],
  ]);
});

test('a Dockerfile is looked for in its build context', async () => {
  const text = 'services:\n  web:\n    build: {context: ./api, dockerfile: dev.Dockerfile}\n';
  const workspace = workspaceWith({ 'api/dev.Dockerfile': '' }, 'compose.yaml');
  expect((await compose.lookupLinks?.(compose.parse(text), workspace))?.map(({ path }) => path)).toEqual([
    'api/dev.Dockerfile',
  ]);
});

test('an anchor and its aliases are edited together', () => {
  const { text, cursor, spans } = marked('x-a: &«ba▮se» {tty: true}\nservices:\n  a: {<<: *«base», image: x}\n');
  expect(mark(text, compose.linkedRanges?.(compose.parse(text), cursor) ?? [])).toBe(mark(text, spans));
  expect(compose.linkedRanges?.(compose.parse('services:\n  a: {}\n'), 12)).toEqual([]);
});

test('inlay hints show what .env sets', async () => {
  const text = 'services:\n  web:\n    image: a:${TAG:-1}-$NAME\n    command: $$TAG $OTHER\n';
  const workspace = workspaceWith({ '.env': 'TAG=2\nNAME="x y"\n' }, 'compose.yaml');
  const span = { start: 0, end: text.length };
  const model = compose.parse(text);
  const found = (await compose.lookupInlayHints?.(model, span, new Set(['variable'] as const), workspace)) ?? [];
  expect(found.map(({ offset, text: value }) => [text.slice(0, offset).split('\n').at(-1)?.trim(), value])).toEqual([
    ['image: a:${TAG:-1}', '2'],
    ['image: a:${TAG:-1}-$NAME', 'x y'],
  ]);
  expect(await compose.lookupInlayHints?.(model, span, new Set(['stage'] as const), workspace)).toEqual([]);
});

const corpus = '../shared/corpus/compose';

describe.skipIf(!existsSync(corpus))(`any place of real files (skipped where ${corpus} is absent)`, () => {
  const workspace = workspaceWith({ '.env': 'A=1\n', Dockerfile: 'FROM a AS b\n' }, 'compose.yaml');

  async function tryAt(model: ReturnType<typeof parseCompose>, offset: number): Promise<void> {
    const offers = compose.completion?.(model, offset) ?? [];
    const around = (await compose.lookupCompletion?.(model, offset, workspace)) ?? [];
    for (const { span } of [...offers, ...around]) expect(span.start <= offset && offset <= span.end).toBe(true);
    compose.hover?.(model, offset);
    compose.signature?.(model, offset);
    compose.linkedRanges?.(model, offset);
    await compose.lookupHover?.(model, offset, workspace);
  }

  test('nothing throws, offers stand at the cursor, and tokens apart', { timeout: 120_000 }, async () => {
    for (const [index, name] of readdirSync(corpus).entries()) {
      const text = readFileSync(`${corpus}/${name}`, 'utf8');
      const model = parseCompose(text);
      const found = compose.semanticTokens?.(model, { start: 0, end: text.length }) ?? [];
      for (const [at, token] of found.entries()) expect(token.start >= (found[at - 1]?.end ?? 0)).toBe(true);
      for (let offset = index % 37; offset <= text.length; offset += 37) await tryAt(model, offset);
    }
  });
});
