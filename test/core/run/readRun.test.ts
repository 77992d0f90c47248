import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRuns } from '../../../server/src/core/run/readRun.ts';
import type { RunText } from '../../../server/src/core/run/runText.ts';

const written = (text: RunText): string =>
  text
    .map((part) => (typeof part === 'string' ? part : 'command' in part ? `<${part.command}>` : `{${part.variable}}`))
    .join('');

/** The runs in a text, each in a line: flags, image, command. */
function runs(text: string): readonly string[] {
  return readRuns(text).map(({ flags, image, command, around }) =>
    [
      ...flags.map(({ name, value }) => (value.length === 0 ? `--${name}` : `--${name}=${written(value)}`)),
      written(image),
      ...command.map(written),
      ...around.map((other) => `(${other})`),
    ].join(' '),
  );
}

describe('docker run in a text', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'flags in all forms',
      'docker run -itp 80:80 -eA=b --rm=true --init=false -d=0 img sh',
      ['--interactive --tty --publish=80:80 --env=A=b --rm img sh'],
    ],
    [
      'other programs',
      'podman run --replace --name x a; nerdctl run b; docker.exe container run c',
      ['--replace --name=x a', 'b', 'c'],
    ],
    ['flags of the program itself', 'docker --context far -H tcp://x run --rm a', ['--rm a']],
    [
      'a prompt',
      '$ docker run a\nroot@host:~# docker run b\nPS C:\\Users\\me> docker run c\nC:\\> docker run d',
      ['a', 'b', 'c', 'd'],
    ],
    [
      'lines that go on, with remarks',
      '# docker run -it \\\n#\t--net host \\ # may as well\n#\t--cpus 1 \\  \n#\tjess/chrome',
      ['--interactive --tty --net=host --cpus=1 jess/chrome'],
    ],
    [
      'PowerShell',
      'docker run `\n  -v ${PWD}:/app `\n  -e HOME=$env:USERPROFILE `\n  -v C:\\data:/data a',
      ['--volume={PWD}:/app --env=HOME={USERPROFILE} --volume=C:\\data:/data a'],
    ],
    [
      'the Windows prompt',
      'docker run -v "%cd%\\src":/app ^\r\n -v %USERPROFILE%:/h a date +%Y%m%d',
      ['--volume={PWD}\\src:/app --volume={USERPROFILE}:/h a date +%Y%m%d'],
    ],
    [
      'folders',
      'docker run -v $(pwd):/a -v "`pwd`/x":/b -v ~/c:/c -v "$PWD":/d a',
      ['--volume={PWD}:/a --volume={PWD}/x:/b --volume={HOME}/c:/c --volume={PWD}:/d a'],
    ],
    [
      'variables and other commands',
      'docker run -u $(id -u):$(id -g) -e "A=${B:-c d}" \'a$b\' ${X#y}',
      ['--user=<id -u>:<id -g> --env=A={B} a$b <${X#y}>'],
    ],
    ['around it', 'echo x | sudo docker run -i a cat > out.txt', ['--interactive a cat (> out.txt) (echo x)']],
    [
      'prose with apostrophes',
      "# You don't have to.\n# docker run a\n# It's done:\ndocker run b 'x y'",
      ['a', 'b x y'],
    ],
    ['quotes and dashes made beautiful', 'docker run –name web —rm -e “A=b c” a', ['--name=web --rm --env=A=b c a']],
    ['a call that ends too early', '\n\n   docker run \\\n\n a', []],
    ['no call of it', 'docker ps; docker image rm run; docker compose run web', []],
    ['no image', 'docker run -d', []],
    ['a flag at the end', 'docker run --name', []],
    ['the end of the flags', 'docker run --rm -- a -x', ['--rm a -x']],
    ['name of a container as a program', 'docker run \\\n --name docker \\\n a', ['--name=docker a']],
  ])('%s', (_, text, expected) => expect(runs(text)).toEqual(expected));

  test('what stands for a variable that is not set', () => {
    expect(readRuns('docker run ${A:-b} $C')[0]).toMatchObject({
      image: [{ variable: 'A', otherwise: 'b', source: '${A:-b}' }],
      command: [[{ variable: 'C', source: '$C' }]],
    });
  });
});

const corpus = join(import.meta.dirname, '../../../../shared/corpus/dockerfile');

test.skipIf(!existsSync(corpus))(
  'every call in the comments of the corpus is read whole (skipped where ../shared/corpus is not here)',
  () => {
    const texts = readdirSync(corpus).map((file) => readFileSync(join(corpus, file), 'utf8'));
    const comments = texts.filter((text) => /^#\s*docker run .*\\?/m.test(text));
    expect(comments.length).toBeGreaterThan(10);
    for (const text of comments) {
      const script = text
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .join('\n');
      const calls = script.match(/^#\s*docker run\b/gm) ?? [];
      expect(readRuns(script).length, script).toBeGreaterThanOrEqual(calls.length);
    }
  },
);
