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
    expect(complete('services:\n  web:\n    restart:▮').labels).toEqual([]);
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
    'services:\n  ▮',
  ]) {
    expect([source, complete(source).labels]).toEqual([source, []]);
  }
});

test('offers come with documentation', () => {
  const { text, cursor } = marked('services:\n  web:\n    ▮');
  const offers = compose.completion?.(compose.parse(text), cursor) ?? [];
  expect(offers.filter(({ docs }) => docs.length < 2)).toEqual([]);
});
