import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { Disk, DiskEntry } from '../../../server/src/core/workspace.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

/** The texts after each refactoring that is offered at the cursor, by title. */
function offered(source: string): Readonly<Record<string, string>> {
  const { text, cursor, spans } = marked(source);
  const span = spans[0] ?? { start: cursor, end: cursor };
  const found = compose.refactorings?.(compose.parse(text), span) ?? [];
  return Object.fromEntries(
    found.map(({ title, edits }) => [render(title, (template) => template), applyEdits(text, edits)]),
  );
}

/** What a setting of a service becomes; undefined where nothing of that title is offered. */
function become(title: string, setting: string): string | undefined {
  const before = 'services:\n  web:\n    image: a\n';
  const result = offered(`${before}${setting.replaceAll(/^/gm, '    ')}\n`)[title];
  return result?.slice(before.length).replaceAll(/^ {4}/gm, '').trimEnd();
}

const long = 'Write in long form';
const short = 'Write in short form';
const asMap = 'Write as a map';
const asList = 'Write as a list';

describe('short and long forms', () => {
  test.each<[string, string, string | undefined]>([
    [
      long,
      'ports:\n  # first\n  - "127.0.0.1:8080:▮80" # web\n  - "81:81"',
      'ports:\n  # first\n  - target: 80\n    published: "8080"\n    host_ip: 127.0.0.1\n    protocol: tcp # web\n  - "81:81"'.replace(
        '127.0.0.1\n',
        '"127.0.0.1"\n',
      ),
    ],
    [
      long,
      'p▮orts:\n- 80\n- "53:53/udp"',
      'ports:\n- target: 80\n  protocol: tcp\n- target: 53\n  published: "53"\n  protocol: udp',
    ],
    [long, 'ports: ["8080:8▮0"]', 'ports: [{target: 80, published: "8080", protocol: tcp}]'],
    [long, 'ports:\n  - "80-81:80-8▮1"', undefined],
    [long, 'ports:\n  - "${P▮}:80"', undefined],
    [short, 'ports:\n  - target: 8▮0\n    published: 8080\n    protocol: udp', 'ports:\n  - "8080:80/udp"'],
    [short, 'ports:\n  - target: 8▮0\n    host_ip: ::1', 'ports:\n  - "[::1]::80"'],
    [short, 'ports:\n  - target: 8▮0\n    mode: host', undefined],
    [
      long,
      'volumes:\n  - da▮ta:/x:ro',
      'volumes:\n  - type: volume\n    source: data\n    target: /x\n    read_only: true',
    ],
    [
      long,
      'volumes:\n  - ./a▮:/x',
      'volumes:\n  - type: bind\n    source: ./a\n    target: /x\n    bind:\n      create_host_path: true',
    ],
    [long, 'volumes: [/▮x]', 'volumes: [{type: volume, target: /x}]'],
    [long, 'volumes: ["data:/x:▮what"]', undefined],
    [short, 'volumes:\n  - type: vol▮ume\n    source: a\n    target: /x\n    read_only: true', 'volumes:\n  - a:/x:ro'],
    [short, 'volumes:\n  - type: bi▮nd\n    source: ./a\n    target: /x', undefined],
    [
      short,
      'volumes:\n  - {type: bi▮nd, source: ./a, target: /x, bind: {create_host_path: true}}',
      'volumes:\n  - ./a:/x',
    ],
    [short, 'volumes:\n  - type: tm▮pfs\n    target: /x', undefined],
    [long, 'build: ./▮api', 'build:\n  context: ./api'],
    [short, 'build:\n  cont▮ext: ./api', 'build: ./api'],
    [short, 'build:\n  cont▮ext: ./api\n  target: x', undefined],
    [long, 'extends: b▮ase', 'extends:\n  service: base'],
    [long, 'secrets:\n  - k▮ey\n  - other', 'secrets:\n  - source: key\n  - other'],
    [short, 'secrets:\n  - source: k▮ey', 'secrets:\n  - key'],
  ])('%s of %s', (title, setting, expected) => {
    expect(become(title, setting)).toBe(expected);
  });
});

describe('lists and maps', () => {
  test.each<[string, string, string | undefined]>([
    [
      asMap,
      'environment:\n  # level\n  - LEVEL=de▮bug # all\n  - PORT=080\n  - TOKEN\n  - "URL=http://a: b"\n  - EMPTY=',
      'environment:\n  # level\n  LEVEL: debug # all\n  PORT: "080"\n  TOKEN:\n  URL: "http://a: b"\n  EMPTY: ""',
    ],
    [asMap, 'environment:\n- A=▮1\n- B=yes', 'environment:\n  A: "1"\n  B: "yes"'],
    [asMap, 'environment: [A=▮b, C]', 'environment: {A: b, C: null}'],
    [asMap, 'environment:\n  - $A=▮b', undefined],
    [asMap, 'environment:\n  - A=▮b\n  - A=c', undefined],
    [
      asList,
      'environment:\n  A: ▮b # why\n  C: 5\n  D:\n  E: "x y"',
      'environment:\n  - A=b # why\n  - C=5\n  - D\n  - E=x y',
    ],
    [asList, 'environment:\n  A: 0▮10', undefined],
    [asList, 'environment: {A: ▮b, C: "d, e"}', 'environment: [A=b, "C=d, e"]'],
    [asMap, 'depends_on:\n  - d▮b', 'depends_on:\n  db:\n    condition: service_started'],
    [asMap, 'depends_on: [d▮b]', 'depends_on: {db: {condition: service_started}}'],
    [asList, 'depends_on:\n  d▮b:\n    condition: service_started', 'depends_on:\n  - db'],
    [asList, 'depends_on:\n  d▮b:\n    condition: service_healthy', undefined],
    [asMap, 'networks:\n  - fr▮ont', 'networks:\n  front:'],
    [asList, 'networks:\n  fr▮ont:\n  back:', 'networks:\n  - front\n  - back'],
    [asList, 'networks:\n  fr▮ont: {aliases: [a]}', undefined],
    [asMap, 'build:\n  args:\n    - A=▮b', 'build:\n  args:\n    A: b'],
    [asList, 'env_file: .▮env', 'env_file:\n  - .env'],
    ['Write as a single text', 'env_file:\n  - .▮env', 'env_file: .env'],
    [asMap, 'labels: &l\n  - a=▮b', 'labels: &l\n  a: b'],
    [asMap, 'labels:\n  - &l a=▮b', undefined],
  ])('%s: %s', (title, setting, expected) => {
    expect(become(title, setting)).toBe(expected);
  });
});

describe('docker run', () => {
  const title = 'Make a service of this docker run';

  test.each<[string, string, string | undefined]>([
    [
      'a whole file',
      'docker run -d --name shop-db -e POSTGRES_PASSWORD="a b" -p 5432:54▮32 -v pgdata:/var/lib/postgresql/data --restart unless-stopped postgres:17\n',
      'services:\n  shop-db:\n    image: postgres:17\n    container_name: shop-db\n    environment:\n      POSTGRES_PASSWORD: a b\n    ports:\n      - "5432:5432"\n    volumes:\n      - pgdata:/var/lib/postgresql/data\n    restart: unless-stopped\n\nvolumes:\n  pgdata:\n    name: pgdata\n',
    ],
    [
      'among other services, over several lines',
      'services:\n  web:\n    image: a\n  $ sudo docker run -it --rm \\\n    -v "$(pwd)/src":/app -w /app \\\n    --network shop --network-alias api \\\n    node:2▮2 npm run "start it"\nvolumes:\n  x:\n',
      'services:\n  web:\n    image: a\n  node:\n    image: node:22\n    stdin_open: true\n    tty: true\n    volumes:\n      - ./src:/app\n    working_dir: /app\n    networks:\n      shop:\n        aliases:\n          - api\n    command: ["npm", "run", "start it"]\nvolumes:\n  x:\n\nnetworks:\n  shop:\n    external: true\n',
    ],
    [
      'flags in all forms',
      'docker container run -dp80:80 -p=81:81 --env=A=1 -eB --cpus 1.5 --memory=512m --ulimit nofile=1:2 --cap-add NET_ADMIN --health-cmd "curl -f x || exit 1" --health-interval=5s --log-opt max-size=1m --gpus all --entrypoint sh --stop-timeout 5 --cidfile x --read-only=false --init a▮ -c \'echo $HOME\'\n',
      'services:\n  a:\n    # docker run: --cidfile=x\n    image: a\n    ports:\n      - "80:80"\n      - "81:81"\n    environment:\n      A: "1"\n      B:\n    cpus: 1.5\n    mem_limit: 512m\n    ulimits:\n      nofile:\n        soft: 1\n        hard: 2\n    cap_add:\n      - NET_ADMIN\n    healthcheck:\n      test: ["CMD-SHELL", "curl -f x || exit 1"]\n      interval: 5s\n    logging:\n      options:\n        max-size: "1m"\n    gpus: all\n    entrypoint: ["sh"]\n    stop_grace_period: 5s\n    init: true\n    command: ["-c", "echo $$HOME"]\n',
    ],
    [
      'inside a service it goes behind the last one',
      'services:\n  a:\n    image: a\n    # docker run --mount type=bind,src=/x,dst=/y,readonly a▮\n    tty: true\n',
      'services:\n  a:\n    image: a\n    tty: true\n  a-2:\n    image: a\n    volumes:\n      - type: bind\n        source: /x\n        target: /y\n        read_only: true\n',
    ],
    [
      'in braces',
      'services: {web: {image: b}}\n# docker run -p 80:80 -e A=1 ngi▮nx\n',
      'services: {web: {image: b}, nginx: {image: nginx, ports: ["80:80"], environment: {A: "1"}}}\n',
    ],
    [
      'every option of a mount, and volumes of another container',
      'docker run --mount type=tmpfs,target=/b,tmpfs-size=1m,tmpfs-mode=1770 --mount target=/x,src=vv,volume-nocopy,volume-driver=nfs --mount type=bind,dst=/q,src=./a,readonly=false,bind-nonrecursive --volumes-from other:ro busy▮box\n',
      'services:\n  busybox:\n    # docker run: --mount=volume-driver=nfs\n    image: busybox\n    volumes:\n      - type: tmpfs\n        target: /b\n        tmpfs:\n          size: 1m\n          mode: 01770\n      - type: volume\n        source: vv\n        target: /x\n        volume:\n          nocopy: true\n      - type: bind\n        source: ./a\n        target: /q\n        bind:\n          recursive: disabled\n    volumes_from:\n      - container:other:ro\n\nvolumes:\n  vv:\n    name: vv\n',
    ],
    [
      'in braces, with a volume and a network',
      'services: {web: {image: b}}\nvolumes: {}\nnetworks: {a: }\n# docker run -v data:/d --network net ngi▮nx\n',
      'services: {web: {image: b}, nginx: {image: nginx, volumes: [data:/d], networks: {net: null}}}\nvolumes: {data: {name: data}}\nnetworks: {a: , net: {external: true}}\n',
    ],
    ['no command', 'services:\n  a:\n    image: a▮\n', undefined],
    ['no image', 'docker run -d▮\n', undefined],
  ])('%s', (_, source, expected) => {
    const result = offered(source)[title];
    expect(result).toBe(expected);
    const found = result === undefined ? [] : compose.diagnose(compose.parse(result));
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

/** The text after something is pasted at the mark; undefined where it is pasted as it is. */
function paste(source: string, pasted: string): string | undefined {
  const { text, spans, cursor } = marked(source);
  const span = spans[0] ?? { start: cursor, end: cursor };
  const found = compose.paste?.(compose.parse(text), span, pasted);
  return found && applyEdits(text, found.edits);
}

test('a docker run that is pasted', () => {
  expect(paste('services:\n  web:\n    image: a\n  ▮\n', 'docker run -p 80:80 \\\n  nginx\n')).toBe(
    'services:\n  web:\n    image: a\n  nginx:\n    image: nginx\n    ports:\n      - "80:80"\n',
  );
  expect(paste('«old»', 'docker run nginx')).toBe('services:\n  nginx:\n    image: nginx');
  expect(paste('services:\n  web:\n    command: ▮\n', 'docker run nginx')).toBeUndefined();
  expect(paste('services:\n  ▮\n', 'docker ps')).toBeUndefined();
});

describe('sorting on request', () => {
  test.each<[string, string, string | undefined]>([
    [
      'Sort the services',
      'serv▮ices:\n  b:\n    image: x\n\n  # first\n  a:\n    image: y\n',
      'services:\n  # first\n  a:\n    image: y\n\n  b:\n    image: x\n',
    ],
    [
      'Sort the keys of the service',
      'services:\n  w▮eb:\n    ports: []\n    image: a # x\n',
      'services:\n  web:\n    image: a # x\n    ports: []\n',
    ],
    ['Sort the top level', 'volu▮mes: {}\nname: a\n', 'name: a\nvolumes: {}\n'],
    [
      'Sort alphabetically',
      'services:\n  a:\n    envi▮ronment:\n      B: 1\n      A: 2\n',
      'services:\n  a:\n    environment:\n      A: 2\n      B: 1\n',
    ],
    ['Sort alphabetically', 'services:\n  a:\n    comm▮and: [b, a]\n', undefined],
    ['Sort the services', 'serv▮ices:\n  b: &x\n    image: x\n  a: *x\n', undefined],
  ])('%s', (title, source, expected) => {
    expect(offered(source)[title]).toBe(expected);
  });
});

/** The title of an extraction. */
function extracting(key: string): string {
  return `Extract ${key} into a fragment with an anchor`;
}

/** The files that are offered to be made at a place. */
async function created(source: string): Promise<readonly (string | undefined)[]> {
  const { text, cursor } = marked(source);
  const workspace = workspaceWith({ 'x.yaml': '', 'there.env': '' }, 'x.yaml');
  const found = await compose.lookupRefactorings?.(compose.parse(text), { start: cursor, end: cursor }, workspace);
  return (found ?? []).map(({ newFile }) => newFile?.path);
}

describe('extraction', () => {
  test('into a fragment, which equal settings repeat', () => {
    const source =
      '# all\nservices:\n  a:\n    image: x\n    log▮ging: # why\n      # size\n      options:\n        max-size: 1m\n  b:\n    logging:\n      options:\n        max-size: 1m\n';
    expect(offered(source)[extracting('logging')]).toBe(
      'x-logging: &logging\n  # size\n  options:\n    max-size: 1m\n\n# all\nservices:\n  a:\n    image: x\n    logging: *logging # why\n  b:\n    logging: *logging\n',
    );
    expect(offered('services:\n  a: {environment: {A▮: b}}\n')[extracting('environment')]).toBe(
      'x-environment: &environment {A: b}\n\nservices:\n  a: {environment: *environment}\n',
    );
    expect(offered('x-dns: 1\nservices:\n  a:\n    d▮ns:\n    - x\n')[extracting('dns')]).toBe(
      'x-dns: 1\nx-dns-2: &dns-2\n  - x\n\nservices:\n  a:\n    dns: *dns-2\n',
    );
    expect(offered('services:\n  a:\n    ima▮ge: x\n')[extracting('image')]).toBeUndefined();
  });

  test('into an override file that is made', async () => {
    const { text, cursor } = marked('services:\n  a:\n    image: x\n    envi▮ronment:\n      A: b # c\n');
    const find = async (files: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
      const workspace = workspaceWith(files, 'compose.yaml');
      const found = await compose.lookupRefactorings?.(compose.parse(text), { start: cursor, end: cursor }, workspace);
      return (found ?? []).map(({ edits, newFile }) => [applyEdits(text, edits), newFile]);
    };
    expect(await find({ 'compose.yaml': text })).toEqual([
      [
        'services:\n  a:\n    image: x\n',
        { path: 'compose.override.yaml', text: 'services:\n  a:\n    environment:\n      A: b # c\n' },
      ],
    ]);
    expect(await find({ 'compose.yaml': text, 'compose.override.yml': '' })).toEqual([]);
  });

  test('a file that is named and not there', async () => {
    expect(await created('services:\n  a:\n    env_file: ./not▮.env\n')).toEqual(['not.env']);
    expect(await created('services:\n  a:\n    build: {context: api, dockerfile: dev▮}\n')).toEqual(['api/dev']);
    expect(await created('services:\n  a:\n    env_file: [there▮.env]\n')).toEqual([]);
    expect(await created('services:\n  a:\n    volumes: ["./a▮:/b"]\n')).toEqual([]);
  });

  test('the digest of an image', async () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    const workspace = workspaceWith({}, 'x.yaml', { imageDigest: () => Promise.resolve(digest) });
    const { text, cursor } = marked('services:\n  a:\n    image: "ngi▮nx:1"\n');
    const found = await compose.lookupRefactorings?.(compose.parse(text), { start: cursor, end: cursor }, workspace);
    expect(found?.map(({ edits }) => applyEdits(text, edits))).toEqual([
      `services:\n  a:\n    image: "nginx:1@${digest}"\n`,
    ]);
  });
});

const corpus = '../shared/corpus/compose';

/** The effective configuration of a text, without fragments, and without what short and long forms print differently. */
async function effective(text: string): Promise<string> {
  const entryOf = (path: string): DiskEntry =>
    path === '/w/compose.yaml' ? { kind: 'file', text } : { kind: path === '/w' ? 'folder' : 'absent' };
  const disk: Disk = {
    folder: '/w',
    home: '/root',
    environment: new Map(),
    entryAt: (path) => Promise.resolve(entryOf(path)),
    dockerfileAt: () => Promise.resolve(undefined),
  };
  const found = await compose.preview?.(compose.parse(text), workspaceWith({}, 'compose.yaml', { disk }));
  const lines = found?.text.split(/^x-/m)[0]?.split('\n') ?? [];
  return lines
    .filter((line) => !/^\s*(?:create_host_path:.*|bind:.*|volume: \{\}|)$/.test(line))
    .toSorted()
    .join('\n');
}

describe.skipIf(!existsSync(corpus))(`real files (skipped where ${corpus} is absent)`, () => {
  test('no refactoring changes what Compose reads', { timeout: 120_000 }, async () => {
    for (const name of readdirSync(corpus)) {
      const text = readFileSync(`${corpus}/${name}`, 'utf8');
      const model = compose.parse(text);
      const tried = new Set<string>();
      const before = await effective(text);
      for (const { index } of text.matchAll(/^ +(?:- )?[\w"]/gm)) {
        const offset = index + text.slice(index).search(/[\w"]/) + 1;
        for (const { title, edits } of compose.refactorings?.(model, { start: offset, end: offset }) ?? []) {
          const after = applyEdits(text, edits);
          if (tried.has(after) || tried.size > 12) continue;
          tried.add(after);
          expect([name, title.text, await effective(after)]).toEqual([name, title.text, before]);
        }
      }
    }
  });
});
