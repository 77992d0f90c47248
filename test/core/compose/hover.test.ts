import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

/** The text of a hover, block by block; the marks around the cursor are the span it speaks of. */
function hover(source: string): string | undefined {
  const { text, cursor, spans } = marked(source);
  const found = compose.hover?.(compose.parse(text), cursor);
  expect(found ? mark(text, [found.span]) : text).toBe(mark(text, spans));
  return found?.content
    .map((block) => {
      if (block.kind === 'code') return `\`${block.code}\``;
      return block.kind === 'text' ? render(block.text, (template) => template) : block.href;
    })
    .join('\n');
}

const reference = 'https://docs.docker.com/reference/compose-file';

test('a key: meaning, values, and where to read on', () => {
  expect(hover('services:\n  web:\n    «res▮tart»: always\n')).toBe(
    `Whether containers are started again when they end.\n\`no | always | on-failure | unless-stopped\`\n${reference}/services/#restart`,
  );
  expect(hover('«serv▮ices»: {}')).toContain(`${reference}/services/`);
  expect(hover('«▮name»: x')).toContain(`${reference}/version-and-name/#name-top-level-element`);
});

test('a key below another leads to the nearest page', () => {
  expect(hover('services:\n  web:\n    healthcheck:\n      «inter▮val»: 5s\n')).toContain(
    `${reference}/services/#healthcheck`,
  );
  expect(hover('services:\n  web:\n    build:\n      «tar▮get»: x\n')).toContain(`${reference}/build/#target`);
  expect(hover('services:\n  web:\n    volumes:\n      - «ty▮pe»: bind\n')).toContain('The kind of mount.');
});

test('obsolete and new keys say so', () => {
  expect(hover('«version▮»: "3"')).toMatch(/^Obsolete/);
  expect(hover('«mod▮els»: {}')).toContain('Needs Docker Compose 2.38.0 or later.');
});

test('values', () => {
  expect(hover('services:\n  web:\n    restart: «unless-▮stopped»\n')).toBe('Always, unless it was stopped by hand.');
  expect(hover('services:\n  web:\n    hostname: ngi▮nx\n')).toBeUndefined();
});

test('names show what they stand for', () => {
  const source =
    'services:\n  web:\n    depends_on: [«d▮b»]\n  db:\n    image: postgres\n    ports:\n      - "5432"\nvolumes:\n  data:\n    driver: local\n';
  expect(hover(source)).toBe('`db:\n  image: postgres\n  ports:\n    - "5432"`');
  expect(hover('services:\n  web:\n    volumes:\n      - "«da▮ta»:/x"\nvolumes:\n  data:\n    driver: local\n')).toBe(
    '`data:\n  driver: local`',
  );
  expect(hover('services:\n  web:\n    network_mode: service:«d▮b»\n  db: {image: x}\n')).toBe('`db: {image: x}`');
  expect(hover('services:\n  web:\n    networks:\n      «fr▮ont»:\nnetworks:\n  front: {internal: true}\n')).toBe(
    '`front: {internal: true}`',
  );
});

test('aliases show what they repeat', () => {
  expect(hover('x-a: &a\n  init: true\n  tty: true\nservices:\n  web:\n    <<: «*▮a»\n')).toBe(
    '`init: true\ntty: true`',
  );
});

test('nothing for names, fragments and text of the user', () => {
  expect(hover('services:\n  w▮eb:\n    image: a\n')).toBeUndefined();
  expect(hover('x-fragment:\n  ke▮y: a\n')).toBeUndefined();
  expect(hover('services:\n  web:\n    # com▮ment\n    image: a\n')).toBeUndefined();
  expect(hover('▮')).toBeUndefined();
});

/** A hover over a value of a service, and nothing else. */
function value(setting: string): string | undefined {
  return hover(`services:\n  web:\n    ${setting.replaceAll('\n', '\n    ')}\n`);
}

test('ports say where they lead', () => {
  expect(value('ports:\n  - «"8080▮:80"»')).toBe('Host 8080 on all interfaces → container 80/tcp\nOften HTTP.');
  expect(value('ports: [«127.0.0.1:5432:54▮32»]')).toBe(
    'Host 5432 on 127.0.0.1 → container 5432/tcp\nOnly this machine can connect.\nOften PostgreSQL.',
  );
  expect(value("ports: [«'[::1]:1:2▮/udp'»]")).toBe('Host 1 on ::1 → container 2/udp\nOnly this machine can connect.');
  expect(value('ports:\n  - «90▮00»')).toBe(
    'A free port of the host, chosen by the engine, on all interfaces → container 9000/tcp',
  );
  expect(value('ports:\n  - «"8000-80▮05:9000-9005"»')).toContain('The ports of the ranges go one to one.');
  expect(value('ports:\n  - target: «8▮1»\n    published: "8001"\n    host_ip: 10.0.0.1')).toBe(
    'Host 8001 on 10.0.0.1 → container 81/tcp',
  );
  expect(value('ports: ["${P▮}:80"]')).toBeUndefined();
  expect(value('expose: [«"30▮00"»]')).toBe('Port 3000/tcp, for other services only, not on the host');
});

test('mounts: named, of the host, and without a name', () => {
  expect(value('volumes: [«data:/▮x:ro»]')).toBe(
    'Named volume: data, kept by Docker → /x in the container\n`ro`\nThe container can only read it.',
  );
  expect(value('volumes:\n  - «./src:/▮app»')).toBe('Bind mount: ./src of the host → /app in the container');
  expect(value('volumes:\n  - «/ca▮che»')).toBe(
    'An anonymous volume at /cache: each new container gets one of its own.',
  );
  expect(value('tmpfs: «/run:si▮ze=64m»')).toBe(
    'A file system in memory at /run, of 64m at most, gone with the container',
  );
});

test('durations, sizes, and other values with a meaning', () => {
  expect(value('stop_grace_period: «1m▮30s»')).toBe('1 min 30 s, 90 seconds in all');
  expect(value('healthcheck: {interval: «50▮0ms»}')).toBe('500 ms, 0.5 seconds in all');
  expect(value('mem_limit: «51▮2m»')).toBe('512 MiB, 536870912 bytes in all');
  expect(value('restart: «on-fail▮ure:3»')).toBe('When it ends with an error, but 3 times at most.');
  expect(value('pull_policy: «every_▮6h»')).toBe('When the last pull is more than 6h ago.');
  expect(value('cap_add:\n  - «NET_▮ADMIN»')).toContain('Wanted by VPNs.');
  expect(value('user: «"1000:1▮000"»')).toBe('User 1000 and group 1000 of the container');
  expect(value('configs:\n  - source: a\n    mode: «04▮40»')).toBe('r-- r-- ---: owner, group and others');
  expect(value('extra_hosts: [«"a:host-▮gateway"»]')).toBe('In the container a is the host itself.');
  expect(value('devices: [«/dev/a:/▮dev/b:r»]')).toBe(
    'Device /dev/a of the host → /dev/b in the container\nr: it can be read.',
  );
  expect(value('init: «y▮es»')).toContain('Means `true`.');
  expect(value('environment: [«DEB▮UG»]')).toContain('from the environment in which Compose runs');
  expect(value('profiles: [«de▮v»]')).toBe('Services of this profile: web');
  expect(hover('networks:\n  a:\n    ipam:\n      config:\n        - subnet: «10.5.0.0/2▮4»\n')).toBe(
    '256 addresses, 10.5.0.0 to 10.5.0.255',
  );
});

test('images, as docker completes their names', () => {
  expect(value('image: «ngi▮nx:1.29»')).toContain('`docker.io/library/nginx:1.29`');
  expect(value('image: «ngi▮nx:1.29»')).toContain('https://hub.docker.com/_/nginx');
});

test('anchors, and what is declared, tell where they are used', () => {
  expect(hover('x-a: &«ba▮se» {tty: true}\nservices:\n  a: {<<: *base, image: x}\n  b: {<<: *base, image: x}\n')).toBe(
    'An anchor, repeated 2 times',
  );
  expect(
    hover('services:\n  a:\n    volumes: ["data:/x"]\n  b:\n    volumes: ["data:/x"]\nvolumes:\n  «da▮ta»:\n'),
  ).toBe('Used by: a, b');
});

test('what lies around the file: images of the engine, files and folders', async () => {
  const image = { tags: ['nginx:1.29'], digests: [], size: '62 MB', created: '2026-01-31', containers: ['web-1'] };
  const workspace = workspaceWith({ 'api/Dockerfile': '', 'compose.yaml': '' }, 'compose.yaml', {
    localImages: () => Promise.resolve([image]),
  });
  const around = async (source: string): Promise<string | undefined> => {
    const { text, cursor } = marked(source);
    const found = await compose.lookupHover?.(compose.parse(text), cursor, workspace);
    return found?.content
      .map((block) => (block.kind === 'text' ? render(block.text, (template) => template) : ''))
      .join('\n');
  };
  expect(await around('services:\n  web:\n    image: nginx:1▮.29\n')).toBe(
    'The engine has it: 62 MB, made on 2026-01-31\nContainers: web-1',
  );
  expect(await around('services:\n  web:\n    build: ./a▮pi\n')).toBe('The folder api');
  expect(await around('services:\n  web:\n    build: {context: api, dockerfile: Docker▮file}\n')).toBe(
    'The file api/Dockerfile',
  );
  expect(await around('services:\n  web:\n    env_file: .e▮nv\n')).toBe('Nothing lies at .env.');
});
