import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { Completion } from '../../../server/src/core/language.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';

interface Offers {
  readonly labels: readonly string[];
  /** The text after the offer with a label is taken, as an editor does: later lines get the indentation of the first. */
  readonly take: (label: string) => string;
}

function complete(source: string): Offers {
  const { text, cursor } = marked(source);
  const offers = compose.completion?.(compose.parse(text), cursor) ?? [];
  for (const { span } of offers) expect(span.start <= cursor && cursor <= span.end).toBe(true);
  return {
    labels: offers
      .toSorted((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
      .map(({ label }) => label),
    take(label) {
      const offer = offers.find((each) => each.label === label);
      if (!offer) throw new Error(`${label} is not among ${offers.map((each) => each.label).join(', ')}`);
      return applyEdits(text, [{ span: offer.span, newText: indented(text, offer) }]);
    },
  };
}

function indented(text: string, { span, newText }: Completion): string {
  const before = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return newText.replaceAll('\n', `\n${/^ */.exec(before)?.[0] ?? ''}`);
}

const project = '  db:\n    image: postgres\n  cache:\n    image: redis\nvolumes:\n  data:\nnetworks:\n  front:\n';

test.each(['[▮]', '["▮"]'])('what brackets would cut gets quotes in them: %s', (list) => {
  const source = `services: {web: {build: {cache_to: ${list}}}}\n`;
  expect(complete(source).take('type=gha,mode=max')).toBe(source.replace(list, '["type=gha,mode=max"]'));
});

test('in a list in lines it does without', () => {
  const block = 'services:\n  web:\n    build:\n      cache_to:\n        - ';
  expect(complete(`${block}▮`).take('type=gha,mode=max')).toBe(`${block}type=gha,mode=max`);
});

describe('keys', () => {
  test('an empty file', () => {
    const { labels, take } = complete('▮');
    expect(labels).toEqual([
      'name',
      'include',
      'services',
      'networks',
      'volumes',
      'configs',
      'secrets',
      'models',
      'version',
    ]);
    expect(take('services')).toBe('services:\n  ${1:service}:\n    $2');
  });

  test('keys that are there already are not offered, but for the one under the cursor', () => {
    const { labels } = complete('services:\n  web:\n    image: a\n    ▮\n    ports: []\n');
    expect(labels).toContain('build');
    expect(labels).not.toContain('image');
    expect(labels).not.toContain('ports');
    expect(complete('services:\n  web:\n    im▮age: a\n').labels).toContain('image');
  });

  test('every key of a service', () => {
    expect(complete('services:\n  web:\n    ▮').labels.length).toBeGreaterThan(90);
  });

  test('a half-typed key is replaced as a whole, and the key alone before a colon', () => {
    expect(complete('services:\n  web:\n    he▮\n    image: a\n').take('healthcheck')).toBe(
      'services:\n  web:\n    healthcheck:\n      $1\n    image: a\n',
    );
    expect(complete('services:\n  web:\n    im▮g: a\n').take('image')).toBe('services:\n  web:\n    image: a\n');
  });

  test('snippets have the shape of the value, and what it requires', () => {
    const { take } = complete('services:\n  web:\n    ▮');
    expect(take('ports')).toBe('services:\n  web:\n    ports:\n      - "$1"');
    expect(take('privileged')).toBe('services:\n  web:\n    privileged: ${1|true,false|}');
    expect(take('provider')).toBe('services:\n  web:\n    provider:\n      type: $1');
    expect(complete('services:\n  web:\n    develop:\n      ▮').take('watch')).toBe(
      'services:\n  web:\n    develop:\n      watch:\n        - path: $1\n          action: ${2|sync,rebuild,restart,sync+restart,sync+exec|}',
    );
  });

  test('required keys come first, obsolete ones last', () => {
    const { labels } = complete('services:\n  web:\n    volumes:\n      - ▮');
    expect(labels.slice(0, 2)).toEqual(['target', 'type']);
    expect(complete('▮').labels.at(-1)).toBe('version');
  });

  test('in items of lists', () => {
    expect(complete('services:\n  web:\n    ports:\n      - target: 80\n        pu▮\n').take('published')).toBe(
      'services:\n  web:\n    ports:\n      - target: 80\n        published: $1\n',
    );
    expect(complete('services:\n  web:\n    volumes:\n    - bi▮\n').take('bind')).toBe(
      'services:\n  web:\n    volumes:\n    - bind:\n        $1\n',
    );
  });

  test('in braces', () => {
    expect(complete('services: {web: {image: a, po▮}}').take('ports')).toBe('services: {web: {image: a, ports: [$1]}}');
    expect(complete('services:\n  web:\n    build: {\n      context: .,\n      ta▮\n    }\n').take('target')).toBe(
      'services:\n  web:\n    build: {\n      context: .,\n      target: $1\n    }\n',
    );
    expect(complete('services: {web: {image: a, ▮').labels).not.toContain('image');
  });

  test('out of line with its neighbours, the indentation is mended', () => {
    expect(complete('services:\n  web:\n    image: a\n      ▮\n').take('dns')).toBe(
      'services:\n  web:\n    image: a\n    dns: $1\n',
    );
    expect(complete('services:\n  web:\n      image: a\n    ▮\n').take('dns')).toBe(
      'services:\n  web:\n      image: a\n      dns: $1\n',
    );
    expect(complete('services:\n  web:\n    image: a\n      ▮\n').take('networks')).toBe(
      'services:\n  web:\n    image: a\n    networks:\n      - $1\n',
    );
  });

  test('the indentation of the file is kept', () => {
    expect(complete('services:\n    web:\n        ▮').take('ports')).toBe(
      'services:\n    web:\n        ports:\n            - "$1"',
    );
  });

  test('back at an outer level', () => {
    expect(complete('services:\n  web:\n    build:\n      context: .\n    ▮').labels).toContain('ports');
    expect(complete('services:\n  web:\n    image: a\n▮').labels).toContain('volumes');
    expect(complete('services:\n  web:\n    image: a\n---\n▮').labels).toContain('services');
  });
});

describe('values', () => {
  test('of the table', () => {
    expect(complete('services:\n  web:\n    restart: ▮\n').labels).toEqual([
      'always',
      'no',
      'on-failure',
      'unless-stopped',
    ]);
    expect(complete('services:\n  web:\n    restart: un▮less\n').take('unless-stopped')).toBe(
      'services:\n  web:\n    restart: unless-stopped\n',
    );
    expect(complete('services:\n  web:\n    restart: "o▮"\n').take('on-failure')).toBe(
      'services:\n  web:\n    restart: "on-failure"\n',
    );
    expect(complete('services:\n  web:\n    tty: ▮').labels).toEqual(['false', 'true']);
    expect(complete('services:\n  web:\n    restart:▮').take('always')).toBe('services:\n  web:\n    restart: always');
    expect(complete('services: {web: {restart:▮}}').take('always')).toBe('services: {web: {restart: always}}');
    expect(complete('services:\n  web:\n    restart:al▮').labels).not.toContain('always');
  });

  test('in lists, but for those that are there', () => {
    const { labels } = complete('services:\n  web:\n    cap_add:\n      - NET_ADMIN\n      - ▮\n');
    expect(labels).toContain('SYS_TIME');
    expect(labels).not.toContain('NET_ADMIN');
  });
});

describe('names', () => {
  test('services, but for itself and those that are there', () => {
    expect(complete(`services:\n  web:\n    depends_on:\n      - ▮\n${project}`).labels).toEqual(['cache', 'db']);
    expect(complete(`services:\n  web:\n    depends_on:\n      - db\n      - ▮\n${project}`).labels).toEqual(['cache']);
    expect(complete(`services:\n  web:\n    depends_on: [db, ▮]\n${project}`).labels).toEqual(['cache']);
    expect(complete(`services:\n  web:\n    depends_on: [db, ▮\n${project}`).labels).toEqual(['cache']);
  });

  test('as keys and as items where there is no dash yet', () => {
    const { labels, take } = complete(`services:\n  web:\n    depends_on:\n      ▮\n${project}`);
    expect(labels).toEqual(['cache', '- cache', 'db', '- db']);
    expect(take('- db')).toContain('    depends_on:\n      - db\n');
    expect(take('db')).toContain(
      '    depends_on:\n      db:\n        condition: ${1|service_started,service_healthy,service_completed_successfully|}\n',
    );
  });

  test('networks, volumes and the network of another service', () => {
    expect(complete(`services:\n  web:\n    networks:\n      - ▮\n${project}`).labels).toEqual(['default', 'front']);
    expect(complete(`services:\n  web:\n    networks:\n      ▮\n${project}`).take('front')).toContain(
      '    networks:\n      front:\n',
    );
    expect(complete(`services:\n  web:\n    volumes:\n      - da▮\n${project}`).take('data:')).toContain('- data:\n');
    expect(complete(`services:\n  web:\n    network_mode: ▮\n${project}`).labels).toContain('service:db');
    expect(complete(`services:\n  web:\n    extends: ▮\n${project}`).labels).toEqual(['cache', 'db']);
  });
});

test('nothing is offered in comments, in blocks of text, under fragments, and beyond the table', () => {
  for (const source of [
    'services:\n  web:\n    # ▮',
    'services:\n  web:\n    image: a # ▮',
    'services:\n  web:\n    command: |\n      ▮',
    'services:\n  web:\n    command:\n      - >-\n        a\n        ▮',
    'services:\n  web:\n    command: "a\n      ▮"\n',
    'x-fragment:\n  ▮',
    'services:\n  web:\n    nonsense:\n      ▮',
  ]) {
    expect([source, complete(source).labels]).toEqual([source, []]);
  }
});

test('offers come with documentation', () => {
  const { text, cursor } = marked('services:\n  web:\n    ▮');
  const offers = compose.completion?.(compose.parse(text), cursor) ?? [];
  expect(offers.filter(({ docs }) => docs.length < 2)).toEqual([]);
});

describe('ports, durations and sizes', () => {
  test('ports in quotes, those of the image first', () => {
    const { labels, take } = complete('services:\n  web:\n    ports:\n      - ▮\n');
    expect(labels).toContain('127.0.0.1:8080:80');
    expect(take('8080:80')).toBe('services:\n  web:\n    ports:\n      - "8080:80"\n');
    expect(complete('services:\n  db:\n    image: postgres:17\n    ports:\n      - "▮"\n').take('5432:5432')).toContain(
      '- "5432:5432"\n',
    );
    expect(complete('services: {db: {image: postgres, ports: [▮]}}').labels[0]).toBe('127.0.0.1:5432:5432');
    expect(complete('services:\n  web:\n    ports:\n      - "53:53/▮"\n').labels).toEqual(['sctp', 'tcp', 'udp']);
    expect(complete('services:\n  web:\n    ports:\n      - "53:53/u▮"\n').take('udp')).toContain('- "53:53/udp"\n');
  });

  test('durations and sizes', () => {
    expect(complete('services:\n  web:\n    healthcheck:\n      interval: ▮\n').labels).toContain('30s');
    expect(complete('services:\n  web:\n    mem_limit: ▮\n').labels).toContain('512m');
    expect(complete('services:\n  web:\n    deploy: {resources: {limits: {memory: ▮}}}\n').labels).toContain('1g');
  });
});

describe('mounts', () => {
  test('part by part', () => {
    const volumes = `services:\n  db:\n    image: postgres\n    volumes:\n      - ▮\nvolumes:\n  data:\n`;
    expect(complete(volumes).labels.slice(0, 2)).toEqual(['data:/var/lib/postgresql/data', 'data:']);
    expect(complete(volumes.replace('▮', 'data:▮')).labels).toContain('/var/lib/postgresql/data');
    expect(complete(volumes.replace('▮', 'data:▮')).take('/data')).toContain('- data:/data\n');
    expect(complete(volumes.replace('▮', '"data:/x:▮"')).take('ro')).toContain('- "data:/x:ro"\n');
    expect(complete(volumes.replace('▮', 'data:/x:z,▮')).labels).not.toContain('z');
    expect(complete(volumes.replace('▮', 'data:/x:z,▮')).take('ro')).toContain('- data:/x:z,ro\n');
    expect(complete(volumes.replace('▮', 'da▮:/x')).take('data')).toContain('- data:/x\n');
  });

  test('in long form', () => {
    expect(
      complete(`services:\n  web:\n    volumes:\n      - type: volume\n        source: ▮\n${project}`).labels,
    ).toEqual(['data']);
  });
});

describe('variables', () => {
  test('those of the file and of Compose', () => {
    const { labels, take } = complete('services:\n  web:\n    image: a:${TAG}\n    command: x${▮\n');
    expect(labels[0]).toBe('TAG');
    expect(take('TAG')).toContain('command: x${TAG}\n');
    expect(complete('services:\n  web:\n    image: "a:$TAG"\n    command: "$T▮"\n').take('TAG')).toContain('"$TAG"\n');
    expect(complete('services:\n  web:\n    image: a:$TAG\n    command: ${T▮}\n').take('TAG')).toContain('${TAG}\n');
    expect(complete('services:\n  web:\n    command: $$▮\n').labels).toEqual([]);
  });

  test('what may follow a name', () => {
    expect(complete('services:\n  web:\n    image: a:${TAG▮\n').take(':-')).toBe(
      'services:\n  web:\n    image: a:${TAG:-${1:default}}\n',
    );
  });
});

describe('anchors', () => {
  test('aliases of what stands before', () => {
    const source = 'x-a: &base\n  image: a\nservices:\n  web:\n    <<: ▮\nx-b: &later {}\n';
    expect(complete(source).labels).toEqual(['*base']);
    expect(complete('x-a: &base\n  image: a\nservices:\n  web: *b▮\n').take('*base')).toContain('web: *base\n');
    expect(complete('x-a: &base\n  image: a\nservices:\n  web:\n    ▮\n').take('<<')).toContain('    <<: *$1\n');
  });
});

describe('whole services', () => {
  test('with health check, and the volume declared', () => {
    const { text, cursor } = marked('services:\n  ▮\nnetworks:\n  front:\n');
    const offer = compose.completion?.(compose.parse(text), cursor).find(({ label }) => label === 'postgres');
    expect(offer?.newText).toContain('test: ["CMD-SHELL", "pg_isready -U \\$\\${POSTGRES_USER\\}');
    expect(applyEdits(text, offer?.furtherEdits ?? [])).toBe(
      'services:\n  \nnetworks:\n  front:\n\nvolumes:\n  postgres-data:\n',
    );
  });

  test('is right as it is, for every one of them', () => {
    for (const source of [
      'services:\n  ▮',
      'services:\n    ▮\nvolumes:\n    other:\n',
      'volumes: {}\nservices:\n  ▮\n',
    ]) {
      const { text, cursor } = marked(source);
      for (const offer of compose.completion?.(compose.parse(text), cursor) ?? []) {
        if (offer.kind !== 'snippet') continue;
        const plain = indented(text, offer)
          .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
          .replaceAll(/\\([$}\\])/g, '$1');
        const result = applyEdits(text, [{ span: offer.span, newText: plain }, ...(offer.furtherEdits ?? [])]);
        const found = compose.diagnose(compose.parse(result)).filter(({ severity }) => severity !== 'hint');
        expect([result, found]).toEqual([result, []]);
      }
    }
  });

  test('not under other names, and not twice the same name', () => {
    expect(complete('services:\n  web:\n    ▮').labels).not.toContain('postgres');
    expect(complete('services:\n  postgres:\n    image: x\n  ▮').take('postgres')).toContain('${1:postgres-2}:');
  });
});

describe('names that nobody declares yet', () => {
  test('are offered where they would be declared', () => {
    const source =
      'services:\n  web:\n    image: a\n    depends_on: [db]\n    volumes: ["data:/x"]\n    secrets: [key]\n';
    expect(complete(`${source}  ▮`).labels[0]).toBe('db');
    expect(complete(`${source}volumes:\n  ▮`).take('data')).toContain('volumes:\n  data:');
    expect(complete(`${source}secrets:\n  ▮`).labels).toContain('key');
  });
});

describe('environment', () => {
  test('variables of the image and of other services', () => {
    const source =
      'services:\n  web:\n    image: x\n    environment:\n      APP_MODE: dev\n  db:\n    image: mysql:8\n    environment:\n';
    expect(complete(`${source}      ▮\n`).labels.slice(0, 3)).toEqual([
      'MYSQL_ROOT_PASSWORD',
      '- MYSQL_ROOT_PASSWORD',
      'MYSQL_DATABASE',
    ]);
    expect(complete(`${source}      - ▮\n`).take('APP_MODE')).toContain('- APP_MODE=${1}\n');
    expect(complete(`${source}      MYSQL_DATABASE: x\n      ▮\n`).labels).not.toContain('MYSQL_DATABASE');
  });
});

describe('behind a colon, for what stands in the lines below', () => {
  test('items and keys with their line break', () => {
    expect(complete(`services:\n  web:\n    depends_on: ▮\n${project}`).take('- db')).toContain(
      '    depends_on:\n      - db\n',
    );
    expect(complete('services:\n  web:\n    healthcheck: ▮\n').take('interval')).toBe(
      'services:\n  web:\n    healthcheck:\n      interval: $1\n',
    );
    expect(complete('services:\n  web:\n    ports:\n      - target: ▮\n').labels).toEqual([]);
    expect(complete('services:\n  web:\n    healthcheck: ▮\n      interval: 5s\n').labels).toEqual([]);
  });
});

test('behind a dash without a blank, and in a health check', () => {
  expect(complete(`services:\n  web:\n    depends_on:\n      -▮\n${project}`).take('db')).toContain('      - db\n');
  expect(complete('services:\n  web:\n    healthcheck:\n      test: [▮]\n').labels).toContain('CMD');
  expect(complete('services:\n  web:\n    healthcheck:\n      test: ["CMD", ▮]\n').labels).toEqual([]);
  expect(complete('services:\n  web:\n    image: redis:8\n    healthcheck:\n      test: ▮\n').labels[0]).toBe(
    '["CMD", "redis-cli", "ping"]',
  );
});

test('additional contexts, and the extension of a service of the same file', () => {
  expect(
    complete(`services:\n  web:\n    build:\n      additional_contexts:\n        base: ▮\n${project}`).labels,
  ).toContain('service:db');
  expect(
    complete(`services:\n  web:\n    build:\n      additional_contexts:\n        - base=▮\n${project}`).labels,
  ).toEqual(['base=service:cache', 'base=service:db']);
  expect(complete(`services:\n  web:\n    extends:\n      service: ▮\n${project}`).labels).toEqual(['cache', 'db']);
  expect(complete(`services:\n  web:\n    extends:\n      file: x.yaml\n      service: ▮\n${project}`).labels).toEqual(
    [],
  );
  expect(complete(`services:\n  web:\n    volumes_from:\n      - db:▮\n${project}`).labels).toEqual(['ro', 'rw']);
});
