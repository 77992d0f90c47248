import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';

/** The texts after each fix of the errors of a file, by title. */
function mended(text: string): Readonly<Record<string, string>> {
  const found = compose.diagnose(compose.parse(text)).filter(({ severity }) => severity === 'error');
  return Object.fromEntries(
    found.flatMap(({ fixes = [] }) =>
      fixes.map(({ title, edits }) => [render(title, (template) => template), applyEdits(text, edits)]),
    ),
  );
}

const web = 'services:\n  web:\n    image: a\n';

test.each<[string, string, string]>([
  [
    'Declare data under volumes',
    `${web}    volumes: ["data:/x"]\n`,
    `${web}    volumes: ["data:/x"]\n\nvolumes:\n  data:\n`,
  ],
  [
    'Declare b under networks',
    `${web}    networks:\n      - b\nnetworks:\n    a:\n`,
    `${web}    networks:\n      - b\nnetworks:\n    a:\n    b:\n`,
  ],
  [
    'Declare b under networks',
    '{services: {web: {image: a, networks: [b]}}}\n',
    '{services: {web: {image: a, networks: [b]}}, networks: {b: {}}}\n',
  ],
  [
    'Declare k under secrets',
    'services: {web: {image: a, secrets: [k]}}\nsecrets: {}\n',
    'services: {web: {image: a, secrets: [k]}}\nsecrets: {k: {file: ./k.txt}}\n',
  ],
  [
    'Remove x',
    `${web}    security_opt:\n      - x\n      - x # again\n      - y\n`,
    `${web}    security_opt:\n      - x\n      - y\n`,
  ],
  ['Remove "x"', `${web}    security_opt: [x, "x", y]\n`, `${web}    security_opt: [x, y]\n`],
  [
    'Add condition: service_started',
    `${web}    depends_on: {db: }\n  db: {image: b}\n`,
    `${web}    depends_on: {db: {condition: service_started} }\n  db: {image: b}\n`,
  ],
  ['Add file: ./s.txt', `${web}secrets: {s}\n`, `${web}secrets: {s: {file: ./s.txt}}\n`],
  [
    'Declare k under secrets',
    `${web}    secrets: [k]\nsecrets:\n`,
    `${web}    secrets: [k]\nsecrets:\n  k:\n    file: ./k.txt\n`,
  ],
  ['Make it the path ./src', `${web}    volumes:\n      - src:/x\n`, `${web}    volumes:\n      - ./src:/x\n`],
  ['Remove network_mode', `${web}    network_mode: host\n    networks: [default]\n`, `${web}    networks: [default]\n`],
  [
    'Remove networks',
    `${web}    network_mode: host\n    networks:\n      - default\n`,
    `${web}    network_mode: host\n`,
  ],
  ['Remove image', `${web}    image: b # second\n`, web],
  [
    'Remove dockerfile',
    'services: {web: {build: {dockerfile_inline: x, dockerfile: b}}}\n',
    'services: {web: {build: {dockerfile_inline: x}}}\n',
  ],
  [
    'Add condition: service_started',
    `${web}    depends_on:\n      db:\n  db: {image: b}\n`,
    `${web}    depends_on:\n      db:\n        condition: service_started\n  db: {image: b}\n`,
  ],
  [
    'Add condition: service_started',
    `${web}    depends_on: {db: {}}\n  db: {image: b}\n`,
    `${web}    depends_on: {db: {condition: service_started}}\n  db: {image: b}\n`,
  ],
  [
    'Begin it with CMD',
    `${web}    healthcheck:\n      test: ["curl", "x"]\n`,
    `${web}    healthcheck:\n      test: ["CMD", "curl", "x"]\n`,
  ],
  [
    'Begin it with CMD',
    `${web}    healthcheck:\n      test:\n        - curl\n`,
    `${web}    healthcheck:\n      test:\n        - CMD\n        - curl\n`,
  ],
  ['Take the blanks away', `${web}    environment: ["A = b"]\n`, `${web}    environment: ["A=b"]\n`],
  [
    'Write `$$`, which stands for a dollar sign',
    `${web}    command: echo \${1A}\n`,
    `${web}    command: echo $\${1A}\n`,
  ],
  ['Change to *base', `x-a: &base {}\n${web}    labels: *bse\n`, `x-a: &base {}\n${web}    labels: *base\n`],
])('%s', (title, text, expected) => {
  expect(mended(text)[title]).toBe(expected);
});

test('a mend leaves no error of its kind behind', () => {
  for (const text of [
    `${web}    volumes: ["data:/x"]\n    configs: [c]\n`,
    `${web}    network_mode: host\n    networks: [default]\n`,
    `${web}    depends_on:\n      db:\n  db: {image: b}\n`,
    'secrets:\n  a:\nservices: {web: {image: a}}\n',
  ]) {
    const found = compose.diagnose(compose.parse(text)).filter(({ severity }) => severity === 'error');
    expect(found.length).toBeGreaterThan(0);
    for (const { code, span, fixes } of found) {
      const after = compose.diagnose(compose.parse(applyEdits(text, fixes?.[0]?.edits ?? [])));
      expect(after.filter((other) => other.code === code && other.span.start === span.start)).toEqual([]);
    }
  }
});

test('what only the whole project tells has its mends, too', async () => {
  const text = 'services:\n  web:\n    networks: [back]\n';
  const files = { 'compose.yaml': 'services: {web: {image: a:1}}\n', 'compose.override.yaml': text };
  const workspace = workspaceWith(files, 'compose.override.yaml', { disk: diskWith(files) });
  const found = (await compose.inspect?.(compose.parse(text), workspace)) ?? [];
  const [fix] = found.find(({ code }) => code === 'undefined-reference')?.fixes ?? [];
  expect(applyEdits(text, fix?.edits ?? [])).toBe(`${text}\nnetworks:\n  back:\n`);
});

test.each([
  [
    `${web}    networks: [b]\nvolumes:\n  data: {}\n\n# net\nnetworks:\n  a:\n  b:\nsecrets:\n  s:\n    file: ./s\n`,
    `${web}    networks: [b]\n\n# net\nnetworks:\n  b:\n`,
  ],
  [
    `${web}    networks: [b]\nnetworks: {a: , b: , c: {}}\nvolumes: {d: }\n`,
    `${web}    networks: [b]\nnetworks: {b: }\n`,
  ],
  ['{services: {web: {image: a}}, volumes: {d: {}}}\n', '{services: {web: {image: a}}, volumes: {d: {}}}\n'],
])('what nobody uses goes, and its section with the last of it: %j', async (text, expected) => {
  const files = { 'compose.yaml': text, s: '' };
  const workspace = workspaceWith(files, 'compose.yaml', { disk: diskWith(files) });
  const found = (await compose.inspect?.(compose.parse(text), workspace)) ?? [];
  const edits = found.flatMap(({ code, fixes }) => (code === 'unused-resource' ? (fixes?.[0]?.edits ?? []) : []));
  expect(applyEdits(text, edits)).toBe(expected);
});
