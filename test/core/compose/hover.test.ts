import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { mark, marked } from '../../helpers/marks.ts';

/** The text of a hover, block by block; the marks around the cursor are the span it speaks of. */
function hover(source: string): string | undefined {
  const { text, cursor, spans } = marked(source);
  const found = compose.hover?.(compose.parse(text), cursor);
  expect(found ? mark(text, [found.span]) : text).toBe(mark(text, spans));
  return found?.content
    .map((block) => {
      if (block.kind === 'code') return `\`${block.code}\``;
      return block.kind === 'link' ? block.href : render(block.text, (template) => template);
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
  expect(hover('services:\n  web:\n    image: ngi▮nx\n')).toBeUndefined();
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
