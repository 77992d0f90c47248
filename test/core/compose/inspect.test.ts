// What is said of a file as a part of its project, and where its names lead in other files.
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { allFindings } from '../../../server/src/core/lint/allFindings.ts';
import { render } from '../../../server/src/core/text/message.ts';
import type { Workspace } from '../../../server/src/core/workspace.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';

type Files = Readonly<Record<string, string>>;

function around(files: Files, name: string): Workspace {
  return workspaceWith(files, name, { disk: diskWith(files) });
}

/** The file with all that is an error or a warning marked in it, and the codes. */
async function judged(files: Files, name = 'compose.yaml'): Promise<readonly string[]> {
  const { text } = marked(files[name] ?? '');
  const model = parseCompose(text);
  const own = compose.diagnose(model);
  const found = (await compose.inspect?.(model, around({ ...files, [name]: text }, name))) ?? [];
  const all = allFindings(own, found).filter(({ severity }) => severity === 'error' || severity === 'warning');
  expect(
    mark(
      text,
      all.map(({ span }) => span),
    ),
  ).toBe(files[name]);
  return all.map(({ severity, code }) => `${severity} ${code}`);
}

describe('A file in its project', () => {
  test('without image, where nothing can add one', async () => {
    expect(await judged({ 'compose.yaml': 'services:\n  «web»:\n    command: run\n' })).toEqual(['error missing-key']);
    expect(
      await judged({
        'compose.yaml': 'services:\n  web:\n    command: run\n',
        'compose.override.yaml': 'services: {web: {image: x:1}}\n',
      }),
    ).toEqual([]);
    // It may be meant to be named together with the other.
    expect(
      await judged(
        { 'compose.dev.yaml': 'services:\n  «web»:\n    command: run\n', 'compose.yaml': '' },
        'compose.dev.yaml',
      ),
    ).toEqual(['warning missing-key']);
    expect(await judged({ 'compose.dev.yaml': 'services:\n  «web»:\n    command: run\n' }, 'compose.dev.yaml')).toEqual(
      ['error missing-key'],
    );
  });

  test('an override file is judged with what it overrides', async () => {
    const files = {
      'compose.yaml': 'services: {web: {image: x:1, networks: [front]}}\nnetworks: {front: }\n',
      'compose.override.yaml': 'services:\n  web:\n    networks: [front, «bakc»]\n    depends_on: [«db»]\n',
    };
    expect(await judged(files, 'compose.override.yaml')).toEqual([
      'error undefined-reference',
      'error undefined-reference',
    ]);
  });

  test('files that are not there, and services that they do not have', async () => {
    const files = {
      'compose.yaml':
        'include:\n  - «no.yaml»\n  - path: inc.yaml\n    env_file: [«no.env»]\nservices:\n  web:\n    image: x:1\n    extends: {file: base.yaml, service: «nobody»}\n  api:\n    image: x:1\n    extends: {file: «gone.yaml», service: a}\n    env_file:\n      - a.env\n      - «b.env»\n      - {path: c.env, required: false}\n',
      'inc.yaml': 'services: {b: {image: x:1}}\n',
      'base.yaml': 'services: {base: {image: x:1}}\n',
      'a.env': '',
    };
    expect(new Set(await judged(files))).toEqual(new Set(['error missing-file', 'error undefined-reference']));
  });

  test('circles of files and of services in them', async () => {
    expect(
      await judged(
        {
          'compose.yaml': 'include: [inc.yaml]\nservices: {a: {image: x:1}}\n',
          'inc.yaml': 'include: [«compose.yaml»]\nservices: {b: {image: x:1}}\n',
        },
        'inc.yaml',
      ),
    ).toEqual(['error dependency-cycle']);
    expect(
      await judged(
        {
          'compose.yaml': 'services:\n  a:\n    image: x:1\n    depends_on: [b]\n',
          'compose.override.yaml': 'services:\n  b:\n    image: x:1\n    depends_on: [«a»]\n',
        },
        'compose.override.yaml',
      ),
    ).toEqual(['error dependency-cycle']);
  });

  test('a file that Compose refuses is said where it is named', async () => {
    expect(
      await judged({
        'compose.yaml': 'include:\n  - good.yaml\n  - «bad.yaml»\n  - «worse.yaml»\n',
        'good.yaml': 'services: {a: {image: x:1, networks: [n]}}\nnetworks: {n: }\n',
        'bad.yaml': 'services: {b: {image: x:1, imagee: y}}\n',
        'worse.yaml': 'services: {\n',
      }),
    ).toEqual(['error yaml-syntax', 'error error-in-file']);
  });

  test('an included file is judged in the project that includes it', async () => {
    const files = {
      'compose.yaml': 'include: [parts/db.compose.yaml]\nservices: {web: {image: x:1}}\nnetworks: {back: }\n',
      'parts/db.compose.yaml':
        'services:\n  db:\n    image: x:${TAG}\n    networks: [back, «bakc»]\n    depends_on: [web]\n',
      '.env': 'TAG=1\n',
    };
    const { text } = marked(files['parts/db.compose.yaml']);
    const model = parseCompose(text);
    const all = { ...files, 'parts/db.compose.yaml': text };
    const disk = { ...diskWith(all), folder: '/work/project/parts' };
    const found = (await compose.inspect?.(model, workspaceWith({}, 'db.compose.yaml', { disk }))) ?? [];
    const errors = allFindings(compose.diagnose(model), found).filter(({ severity }) => severity === 'error');
    expect(
      mark(
        text,
        errors.map(({ span }) => span),
      ),
    ).toBe(files['parts/db.compose.yaml']);
  });

  test('variables that are not set, that must be, and that make a value wrong', async () => {
    const files = {
      'compose.yaml':
        'services:\n  web:\n    image: "x:«${TAG}»${SET}${NONE:-1}"\n    command: "«${NEED:?say which}»"\n    privileged: «${FLAG:-maybe}»\n    volumes: [«"${EMPTY-}:/data"»]\n    mem_limit: ${SIZE}\n',
      '.env': 'SET=1\nSIZE=1g\n',
    };
    expect([...(await judged(files))].sort()).toEqual([
      'error invalid-value',
      'error invalid-value',
      'error required-variable',
      'warning unset-variable',
    ]);
  });
});

describe('Names lead to other files', () => {
  const files = {
    'compose.override.yaml': 'services:\n  web:\n    image: other\n',
    'base.yaml': 'services:\n  base:\n    image: x:1\n',
    'web/Dockerfile': 'ARG VERSION=1\nFROM scratch AS prod\n',
    '.env': '# tags\nTAG=1\n',
    'inc.yaml': 'services:\n  db:\n    image: x:1\nnetworks:\n  back:\n',
  };

  async function targets(source: string): Promise<readonly string[]> {
    const { text, cursor } = marked(source);
    const model = parseCompose(text);
    const all = { ...files, 'compose.yaml': text };
    expect(compose.definition?.(model, cursor)).toBeUndefined();
    const found = await compose.lookupDefinition?.(model, cursor, around(all, 'compose.yaml'));
    return (found?.targets ?? []).map(
      ({ path, text: other, span }) => `${path.split('/').slice(3).join('/')}: ${other.slice(span.start, span.end)}`,
    );
  }

  test.each([
    ['services: {web: {image: "x:${T▮AG:-2}"}}', '.env: TAG'],
    ['services:\n  web:\n    extends:\n      file: base.yaml\n      service: ba▮se\n', 'base.yaml: base'],
    ['services: {web: {build: {context: web, target: p▮rod}}}', 'web/Dockerfile: prod'],
    ['services: {web: {build: {context: web, args: {VERS▮ION: 2}}}}', 'web/Dockerfile: VERSION'],
    ['services: {web: {build: {context: web, args: [VERS▮ION=2]}}}', 'web/Dockerfile: VERSION'],
    ['include: [inc.yaml]\nservices: {web: {image: x, depends_on: [d▮b]}}', 'inc.yaml: db'],
    ['include: [inc.yaml]\nservices: {web: {image: x, networks: {ba▮ck: }}}', 'inc.yaml: back'],
  ])('%s', async (source, expected) => {
    expect(await targets(source)).toEqual([expected]);
  });

  test.each([
    ['services: {web: {image: "x:${T▮AG:-2}"}}', ['TAG=1', 'Set in `.env`, line 2.']],
    [
      'name: p\nservices: {web: {image: $COMPOSE_PROJ▮ECT_NAME}}',
      ['COMPOSE_PROJECT_NAME=p', 'The name of the project.'],
    ],
    ['services: {web: {image: $NO▮NE}}', ['The variable NONE is not set.']],
  ])('hover: %s', async (source, expected) => {
    const { text, cursor } = marked(source);
    const hover = await compose.lookupHover?.(
      parseCompose(text),
      cursor,
      around({ ...files, 'compose.yaml': text }, 'compose.yaml'),
    );
    const lines = (hover?.content ?? []).map((block) =>
      block.kind === 'code'
        ? block.code
        : block.kind === 'text'
          ? block.text.text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(block.text.args[Number(index)]))
          : '',
    );
    expect(lines).toEqual(expected);
  });
});

describe('A name in all files of the project', () => {
  const files = {
    'compose.yaml':
      'include: [inc.yaml]\nservices:\n  web:\n    image: "x:${TAG}"\n    depends_on: [db]\n  api: {image: "y:${TAG}"}\n',
    'compose.override.yaml': 'services:\n  web:\n    links: ["db:database"]\n  db: {restart: always}\n',
    'inc.yaml': 'services:\n  db: {image: z:1}\n',
    'other.yaml': 'services:\n  db: {image: other}\n',
    '.env': 'TAG=1\n',
  };
  const around = (name: string): Workspace => workspaceWith(files, name, { disk: diskWith(files) });

  test.each([
    ['compose.yaml', 'db]', ['compose.override.yaml 30 db', 'compose.override.yaml 46 db', 'inc.yaml 12 db']],
    ['compose.yaml', 'TAG', ['.env 0 TAG']],
    ['inc.yaml', 'db', ['compose.yaml 76 db', 'compose.override.yaml 30 db', 'compose.override.yaml 46 db']],
  ] as const)('%s: %s', async (name, piece, expected) => {
    const text = files[name];
    const model = parseCompose(text);
    const offset = text.indexOf(piece) + 1;
    const found = (await compose.lookupOccurrences?.(model, offset, around(name))) ?? [];
    const places = found.map(({ path, text: other, span }) =>
      [path.split('/').at(-1), span.start, other.slice(span.start, span.end)].join(' '),
    );
    expect([...places].sort()).toEqual([...expected].sort());
    expect(compose.rename?.(model, offset, 'NEW', found)?.kind).toBe('edits');
  });
});

describe('A service that another file extends', () => {
  const files = {
    'compose.yaml':
      'services:\n  web: {extends: {file: b/base.yaml, service: web}}\n  api: {image: x:1, links: [web]}\n  job: {extends: {service: common, file: ./b/base.yaml}}\n',
    'b/base.yaml': 'services:\n  web: {extends: common}\n  common: {image: x:1}\n',
  };

  test.each([
    ['compose.yaml', 'service: web', 9, ['b/base.yaml 12 web']],
    ['compose.yaml', 'links: [web', 8, []],
    ['compose.yaml', 'service: common', 9, ['b/base.yaml 27 common', 'b/base.yaml 37 common']],
    ['b/base.yaml', 'web', 0, ['compose.yaml 56 web']],
    ['b/base.yaml', 'common: {', 0, ['compose.yaml 123 common']],
  ] as const)('%s: %s', async (name, piece, ahead, expected) => {
    const text = files[name];
    const model = parseCompose(text);
    const slash = name.lastIndexOf('/');
    const disk = { ...diskWith(files), folder: slash < 0 ? '/work/project' : '/work/project/b' };
    const workspace = workspaceWith(files, name.slice(slash + 1), { disk });
    const offset = text.indexOf(piece) + ahead;
    const found = (await compose.lookupOccurrences?.(model, offset, workspace)) ?? [];
    const places = found.map(({ path, text: other, span }) =>
      [path.replace('/work/project/', ''), span.start, other.slice(span.start, span.end)].join(' '),
    );
    expect([...places].sort()).toEqual([...expected].sort());
    expect(compose.rename?.(model, offset, 'NEW', found)?.kind).toBe('edits');
  });
});

test('what lies on another machine is said quietly, and takes back what it may declare', async () => {
  const text =
    'include:\n  - https://github.com/docker/compose.git\nservices:\n  web:\n    image: x:1\n    depends_on: [db]\n';
  const found = (await compose.inspect?.(parseCompose(text), around({ 'compose.yaml': text }, 'compose.yaml'))) ?? [];
  const remote = found.filter(({ code }) => code === 'remote-file');
  expect(remote.map(({ severity, span }) => [severity, text.slice(span.start, span.end)])).toEqual([
    ['hint', 'https://github.com/docker/compose.git'],
  ]);
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a file that another takes services out of is no project by itself', async () => {
  const files = {
    'compose.yaml': 'services: {web: {extends: {file: base.yaml, service: base}}}\nvolumes: {data: }\n',
    'base.yaml': 'services:\n  base:\n    image: x:1\n    volumes: ["data:/x"]\n',
  };
  expect(await judged(files, 'base.yaml')).toEqual([]);
});

test('what makes Compose refuse a project before it reads its files', async () => {
  const broken = { 'compose.yaml': '«services»: {web: {image: "x:1"}}\n', '.env': 'A="1\n' };
  expect(await judged(broken)).toEqual(['error error-in-file']);
  const named = { 'compose.yaml': '«services»: {web: {image: "x:1"}}\n', '.env': 'COMPOSE_PROJECT_NAME=My App\n' };
  expect(await judged(named)).toEqual(['error invalid-value']);
});

test.each([
  ['service: ba▮se', 'base:\n  image: x\n\n  labels: {a: b}', 'From base.yaml'],
  ['target: fi▮nal', 'FROM b AS final', 'From Dockerfile'],
  ['VER▮SION: 1', 'ARG VERSION', 'From Dockerfile'],
  ['target: n▮o', undefined, undefined],
])('hover shows what a value names in another file: %s', async (line, code, from) => {
  const files: Files = {
    'base.yaml': 'services:\n  base:\n    image: x\n\n    labels: {a: b}\n  other: {image: y}\n',
    'api/Dockerfile': 'FROM a AS build\nFROM b AS final\nARG VERSION\nRUN x\n',
  };
  const { text, cursor } = marked(
    `services:\n  web:\n    build:\n      context: api\n      ${line.startsWith('VER') ? `args: {${line}}` : line.startsWith('target') ? line : 'pull: true'}\n    extends:\n      file: base.yaml\n      ${line.startsWith('service') ? line : 'service: base'}\n`,
  );
  const found = await compose.lookupHover?.(
    parseCompose(text),
    cursor,
    around({ ...files, 'compose.yaml': text }, 'compose.yaml'),
  );
  const [first, second] = found?.content ?? [];
  expect(first?.kind === 'code' ? first.code : undefined).toBe(code);
  expect(second?.kind === 'text' ? render(second.text, (template) => template) : undefined).toBe(from);
});
