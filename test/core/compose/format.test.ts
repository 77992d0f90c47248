import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { haveSameData } from '../../../server/src/core/compose/format/sameData.ts';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseYaml } from '../../../server/src/core/compose/yaml/parse.ts';
import type { FormatOptions } from '../../../server/src/core/language.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';

const options: FormatOptions = {
  tabSize: 2,
  insertSpaces: true,
  keywordCase: 'keep',
  backslash: 'keep',
  stageBlankLines: undefined,
};

/** The text after formatting, as a whole or as far as the mark of a range goes. */
function format(source: string, tabSize = 2): string {
  const { text, spans } = marked(source);
  const span = spans[0] ?? { start: 0, end: text.length };
  return applyEdits(text, compose.format?.(compose.parse(text), span, { ...options, tabSize }) ?? []);
}

test('a very long text with a mistake is formatted around it', () => {
  const mistake = 'services:\n  a:\n    image: "b" c\n';
  const others = `x-a: |\n${'  b\n'.repeat(140_000)}`;
  expect(format(`${mistake}${others}x-c:   d\n`)).toBe(`${mistake}${others}x-c: d\n`);
});

test('a very long list in one line is formatted, too', () => {
  const list = `x-a: [${'b, '.repeat(130_000)}b]\n`;
  expect(format(`${list}x-c:   d\n`)).toBe(`${list}x-c: d\n`);
});

describe('indentation', () => {
  test('keys stand one level below their parents', () => {
    expect(format('services:\n    web:\n        image: a\n        ports:\n            - "80"\n')).toBe(
      'services:\n  web:\n    image: a\n    ports:\n      - "80"\n',
    );
    expect(format('services:\n  web:\n    image: a\n', 4)).toBe('services:\n    web:\n        image: a\n');
    expect(format('services:\n web:\n    image: a\n')).toBe('services:\n  web:\n    image: a\n');
  });

  test('lists stay flush with their key, or one level below it', () => {
    expect(format('services:\n    web:\n        ports:\n        - "80"\n        dns:\n           - a\n')).toBe(
      'services:\n  web:\n    ports:\n    - "80"\n    dns:\n      - a\n',
    );
  });

  test('maps in items of lists', () => {
    expect(format('a:\n  -   b: 1\n      c:\n        d: 2\n  - - x\n    -   y\n')).toBe(
      'a:\n  - b: 1\n    c:\n      d: 2\n  - - x\n    - y\n',
    );
    expect(format('a:\n  -\n      b: 1\n      c: 2\n')).toBe('a:\n  -\n    b: 1\n    c: 2\n');
  });

  test('comments go with what they stand beside', () => {
    expect(
      format(
        '# top\nservices:\n    # web\n    web:\n        image: a\n        # last\n    # db\n    db:\n        image: b\n# end\nvolumes:\n',
      ),
    ).toBe(
      '# top\nservices:\n  # web\n  web:\n    image: a\n    # last\n  # db\n  db:\n    image: b\n# end\nvolumes:\n',
    );
    expect(format('services:\n    web:\n#        image: a\n        build: .  # here\n')).toBe(
      'services:\n  web:\n#        image: a\n    build: .  # here\n',
    );
  });

  test('blocks of text move as a whole', () => {
    expect(format('a:\n    b: |\n        one\n          two\n\n        three\n    c: >-\n      x\n')).toBe(
      'a:\n  b: |\n    one\n      two\n\n    three\n  c: >-\n    x\n',
    );
    expect(format('a:\n    b: |2\n        one\n      two\n')).toBe('a:\n  b: |2\n      one\n    two\n');
    expect(format('a:\n    b: |\n        x\n    # no text\n    c: 1\n')).toBe(
      'a:\n  b: |\n    x\n  # no text\n  c: 1\n',
    );
  });

  test('values of several lines keep their look', () => {
    expect(format('a:\n    command: sh -c\n        "x"\n    other:\n        "a\n        b"\n')).toBe(
      'a:\n  command: sh -c\n      "x"\n  other:\n    "a\n    b"\n',
    );
    expect(format('a:\n    b: [\n        x,y,\n        z\n    ]\n')).toBe('a:\n  b: [\n      x, y,\n      z\n  ]\n');
  });

  test('lines of a quoted text that stand left of its key move once', () => {
    for (const tabSize of [2, 4]) {
      const once = format(`a:\n  b:\n    c: "a\n\n   b\n      c \\\\\n    d"\n`, tabSize);
      expect(format(once, tabSize)).toBe(once);
    }
  });

  test('anchors, tags, octal numbers and quotes stay', () => {
    const source =
      'x-a: &a\n  mode: 0440\n  on: yes\n  \'q\': "w"\nservices:\n  web:\n    <<: *a\n    ports: !override\n      - 22:22\n';
    expect(format(source)).toBe(source);
    expect(format('a:\n    &x\n    b: 1\nc:\n  !t\n    - 1\n')).toBe('a:\n  &x\n  b: 1\nc:\n  !t\n  - 1\n');
  });
});

describe('blanks', () => {
  test('one behind a colon or dash, none before it or at the end', () => {
    expect(format('a :   b  \nc:\n  -    d\n')).toBe('a: b\nc:\n  - d\n');
  });

  test('what was aligned stays', () => {
    const aligned = 'a:\n  x:    1\n  long: 2\n  yy:   3\n';
    expect(format(aligned)).toBe(aligned);
    const colons = 'a:\n  x    : 1\n  long : 2\n';
    expect(format(colons)).toBe(colons);
    expect(format('a:\n  x:    1\n  longer:   2\n')).toBe('a:\n  x: 1\n  longer: 2\n');
  });

  test('in braces and brackets', () => {
    expect(format('a: {b: 1,c: [d,e]}\n')).toBe('a: {b: 1, c: [d, e]}\n');
    expect(format('a: ["x","y"]\nb: {"k":1}\n')).toBe('a: ["x", "y"]\nb: {"k": 1}\n');
  });

  test('blank lines: one at most, none at the ends', () => {
    expect(format('\n\na: 1\n\n\n\nb: 2\n\n\n')).toBe('a: 1\n\nb: 2\n');
    expect(format('a: 1')).toBe('a: 1\n');
    expect(format('a: |\n  x')).toBe('a: |\n  x');
    expect(format('a: |+\n  x\n\n\n')).toBe('a: |+\n  x\n\n\n');
  });

  test('line breaks stay as they are', () => {
    expect(format('a:\r\n    b: 1  \r\n')).toBe('a:\r\n  b: 1\r\n');
  });
});

describe('broken text', () => {
  test('is left alone', () => {
    for (const source of ['a:\n    b: [1\n', 'a: "x\n    b: 1\n', 'a:\n    b\n    c: 1\n'])
      expect(format(source)).toBe(source);
  });

  test('but tabs for indentation become blanks', () => {
    expect(format('services:\n\tweb:\n\t\timage: a\n')).toBe('services:\n  web:\n    image: a\n');
  });
});

describe('a range', () => {
  test('changes its own lines only', () => {
    expect(format('a:\n    b:   1\n«    cc:   2\n»    d:   3\n')).toBe('a:\n    b:   1\n    cc: 2\n    d:   3\n');
  });

  test('brings what it holds as a whole in shape', () => {
    expect(format('a:\n    b:\n«        c:\n            d: 1\n»    e: 2\n')).toBe(
      'a:\n    b:\n      c:\n        d: 1\n    e: 2\n',
    );
  });
});

/** The text after Enter was typed where the mark stands. */
function enter(source: string, tabSize = 2): string {
  const { text, cursor } = marked(source);
  return applyEdits(text, compose.formatOnEnter?.(compose.parse(text), cursor, { ...options, tabSize }) ?? []);
}

describe('what Enter does', () => {
  test('behind a key without a value one level more', () => {
    expect(enter('services:\n▮')).toBe('services:\n  ');
    expect(enter('services:\n  web:\n▮', 4)).toBe('services:\n  web:\n      ');
    expect(enter('a:\n  - b:\n  ▮')).toBe('a:\n  - b:\n      ');
    expect(enter('a:\n  b:  \n  ▮\n    c: 1\n')).toBe('a:\n  b:\n    \n    c: 1\n');
  });

  test('behind a value at the column of its key, also in an item', () => {
    expect(enter('a:\n  - type: bind\n  ▮')).toBe('a:\n  - type: bind\n    ');
    expect(enter('a:\n  b: 1\n▮')).toBe('a:\n  b: 1\n  ');
  });

  test('behind an item below its dash', () => {
    expect(enter('a:\n  - b\n▮')).toBe('a:\n  - b\n  ');
  });

  test('in a block of text like the line before', () => {
    expect(enter('a: |\n▮')).toBe('a: |\n  ');
    expect(enter('a:\n  b: |\n      x  \n▮')).toBe('a:\n  b: |\n      x  \n      ');
  });

  test('nothing in brackets, in quotes, or before other text', () => {
    expect(enter('a: [b,\n ▮\n]\n')).toBe('a: [b,\n \n]\n');
    expect(enter('a: "b\n ▮\n"\n')).toBe('a: "b\n \n"\n');
    expect(enter('a:\n▮b: 1')).toBe('a:\nb: 1');
  });
});

describe('a file that is broken in one place', () => {
  test('other sections are brought in shape, the broken one stays as it is', () => {
    expect(
      format(
        'services:\n  web:\n    image: "a\n    ports:   []\nvolumes:\n    data:   {a: b,c: d}   \n\n\n\nnetworks:\n    n:\n',
      ),
    ).toBe('services:\n  web:\n    image: "a\n    ports:   []\nvolumes:\n  data: {a: b, c: d}\n\nnetworks:\n  n:\n');
  });

  test('what begins below a broken part stays in its columns, also the second time', () => {
    for (const source of ['  web:\n    image: a\n  db:\n  x\n', '    image: a\nnetworks: : :\nvolumes:\n    a:\n']) {
      expect(format(source)).toBe(source);
    }
  });

  test('beside a broken service, blanks within lines go, and columns stay', () => {
    expect(
      format('services:\n    web:\n        image: a: b\n    db:\n        image:   x   \n        ports: [ "80",81 ]\n'),
    ).toBe('services:\n    web:\n        image: a: b\n    db:\n        image: x\n        ports: [ "80", 81 ]\n');
    expect(format('services:\n  db:\n    image:   x\n  web:\n    po\n    ports: [\n')).toBe(
      'services:\n  db:\n    image: x\n  web:\n    po\n    ports: [\n',
    );
  });
});

/** What must hold of any text. */
function check(text: string, tabSize: number): void {
  const before = parseYaml(text);
  const once = format(text, tabSize);
  expect(format(once, tabSize)).toBe(once);
  if (before.errors.length > 0) return;
  const after = parseYaml(once);
  expect(after.errors).toEqual([]);
  expect(haveSameData(before, after)).toBe(true);
  expect(comments(once)).toEqual(comments(text));
}

function comments(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)(#.*?)[ \t\r]*$/gm)].map(([, comment = '']) => comment);
}

describe('any text', () => {
  const line = fc.tuple(
    fc.nat({ max: 6 }),
    fc.constantFrom(
      'a: 1',
      'b:   x',
      'cc :  y',
      'd:',
      '- e',
      '-   f: g',
      '- ',
      '- - h',
      '# note',
      'i: |',
      'j: >-',
      'text',
      'k: "l',
      'm"',
      'n: [o,',
      'p]',
      'q: {r: s,t: u}',
      '',
      '',
      'v: &w',
      'x: *w',
      '? y',
      ': z',
      '---',
      'a1: !t  b',
      '  ',
      'c1: |2',
      '&k d1: e',
    ),
  );
  const random = fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((lines) => lines.map(([n, text]) => ' '.repeat(n) + text).join('\n'));

  test('random lines keep their data, and twice is once', () => {
    fc.assert(fc.property(random, fc.constantFrom(2, 3, 4), check), { numRuns: 3000 });
  });

  const corpus = '../shared/corpus/compose';
  test.skipIf(!existsSync(corpus))(`real files (skipped where ${corpus} is absent)`, { timeout: 60_000 }, () => {
    for (const name of readdirSync(corpus))
      for (const size of [2, 4]) check(readFileSync(`${corpus}/${name}`, 'utf8'), size);
  });
});
