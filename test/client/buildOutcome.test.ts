// What a build makes of each instruction: found by the names of its steps, and in the history of the image.
import { textBefore } from '../../client/src/build/textBefore.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BuildPlan } from '../../protocol/messages.ts';
import { carriedOver } from '../../client/src/build/carryOver.ts';
import { failingCommand } from '../../client/src/build/failingCommand.ts';
import { faultOf } from '../../client/src/build/fault.ts';
import { layerSizes, sizesOfImage } from '../../client/src/build/layerSizes.ts';
import { formatSeconds, markText } from '../../client/src/build/markText.ts';
import { buildArgv, buildCommandLine } from '../../client/src/build/options.ts';
import { BuildOutcome } from '../../client/src/build/outcome.ts';
import { eventsOfLine } from '../../client/src/build/rawjson.ts';
import { instructionOfStep } from '../../client/src/build/stepPlaces.ts';
import { buildPlanOf } from '../helpers/buildPlan.ts';

const planOf = (...lines: readonly string[]): BuildPlan => buildPlanOf(`${lines.join('\n')}\n`);
const l10n = { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d)\}/g, (_, n) => String(args[Number(n)])) };

describe('a step stands for an instruction', () => {
  const two = planOf('FROM a AS Build', 'ENV A=1', 'WORKDIR /x', 'RUN make $A', 'FROM build', 'COPY a b', 'RUN b');
  const plain = planOf('ARG V', 'FROM a:$V', 'ENV A=1', 'RUN one', 'CMD x');
  const same = planOf('FROM a', 'RUN one', 'RUN two');
  const bare = planOf('FROM scratch', 'COPY a /', 'COPY b /');
  test.each<[BuildPlan, string, string | undefined]>([
    [two, '[build 1/3] FROM docker.io/library/a:latest', 'FROM a AS Build'],
    [two, '[build 2/3] WORKDIR /x', 'WORKDIR /x'],
    [two, '[build 3/3] RUN make 1', 'RUN make $A'],
    [two, '[linux/amd64->arm64 build 3/3] RUN make 1', 'RUN make $A'],
    [two, '[stage-1 1/2] COPY a b', 'COPY a b'],
    // The base image has an ONBUILD.
    [two, '[build 2/4] COPY . /src', undefined],
    [two, '[build 4/4] RUN make 1', 'RUN make $A'],
    [two, '[internal] load build context', undefined],
    [two, '[other 1/3] FROM x', undefined],
    [plain, '[2/2] RUN one', 'RUN one'],
    [plain, '[ 2/2] RUN one', 'RUN one'],
    // The classic builder counts all instructions.
    [plain, '[4/5] RUN one', 'RUN one'],
    [plain, '[2/5] FROM a:$V', 'FROM a:$V'],
    // And labels that it is given as one more.
    [same, '[3/4] RUN two', 'RUN two'],
    [two, '[build 2/4] ONBUILD COPY . /src', 'FROM a AS Build'],
    [plain, '[5/5] CMD x', 'CMD x'],
    [bare, '[2/2] COPY b /', 'COPY b /'],
  ])('%#: %s', (plan, name, text) => {
    const found = instructionOfStep(plan, name);
    expect(found && `${found.keyword} ${found.text}`).toBe(text);
  });

  test('of more than nine, where numbers are padded', () => {
    const plan = planOf('FROM a', ...Array.from({ length: 11 }, (_, index) => `RUN ${index + 2}`));
    expect(instructionOfStep(plan, '[ 2/12] RUN 2')?.text).toBe('2');
    expect(instructionOfStep(plan, '[12/12] RUN 12')?.text).toBe('12');
  });
});

function outcomeOf(name: string): ReadonlyMap<string, unknown> {
  const read = (ending: string): string => readFileSync(`../shared/reference/rawjson/${name}.${ending}`, 'utf8');
  const outcome = new BuildOutcome(buildPlanOf(read('Dockerfile')));
  for (const event of read('jsonl').split('\n').flatMap(eventsOfLine)) outcome.add(event);
  outcome.end();
  return new Map([...outcome.steps].map(([{ keyword, text }, step]) => [`${keyword} ${text}`, step]));
}

describe('a recorded build', () => {
  test.runIf(hasRecordings())('says how long each instruction took, and what it wrote', () => {
    const steps = outcomeOf('ok');
    expect([...steps.keys()]).toEqual(
      expect.arrayContaining(['WORKDIR /app', 'COPY hello.txt ./', 'RUN echo one && sleep 1 && echo two']),
    );
    expect(steps.get('RUN echo one && sleep 1 && echo two')).toMatchObject({ state: 'done', output: 'one\ntwo\n' });
    expect(steps.get('RUN dd if=/dev/zero of=/big bs=1024 count=3000 2>/dev/null')).toMatchObject({ state: 'done' });
  });

  test.runIf(hasRecordings())('says where it failed, and what was stopped', () => {
    const steps = outcomeOf('fail');
    expect(steps.get('RUN echo one && echo oops >&2 && exit 7')).toMatchObject({
      state: 'failed',
      output: expect.stringMatching(/^(?:one\noops|oops\none)\n$/) as string,
    });
    expect([...steps.values()].filter((step) => Object(step).state === 'running')).toEqual([]);
  });
});

function hasRecordings(): boolean {
  try {
    return readFileSync('../shared/reference/rawjson/ok.jsonl').length > 0;
  } catch {
    return false;
  }
}

describe('the history of an image', () => {
  const plan = planOf(
    'FROM a AS base',
    'RUN make',
    'FROM base',
    'ARG V',
    'COPY a /a',
    'RUN --network=none do   it',
    'CMD a',
  );
  const sizesOf = (...texts: readonly string[]): unknown => {
    const { sizes, base, total } = layerSizes(
      plan,
      1,
      texts.map((createdBy, index) => ({ createdBy, size: 10 ** index })),
    );
    return [
      Object.fromEntries([...sizes].map(([{ keyword, text }, size]) => [`${keyword} ${text}`, size])),
      base,
      total,
    ];
  };

  test('of BuildKit tells the size of each layer, and of the base image', () => {
    expect(
      sizesOf(
        'CMD ["/bin/sh" "-c" "a"]',
        'RUN |1 V=2 /bin/sh -c do   it # buildkit',
        'COPY a /a # buildkit',
        'ARG V=2',
        'RUN /bin/sh -c make # buildkit',
        '/bin/sh -c #(nop) ADD file:1 in /',
      ),
    ).toEqual([
      { 'CMD a': 1, 'RUN --network=none do it': 10, 'COPY a /a': 100, 'ARG V': 1000, 'RUN make': 10_000 },
      100_000,
      111_111,
    ]);
  });

  test('of the classic builder, too', () => {
    expect(
      sizesOf(
        '/bin/sh -c #(nop)  CMD ["a"]',
        '|1 V=2 /bin/sh -c do it',
        '/bin/sh -c #(nop) COPY file:5 in /a',
        '/bin/sh -c make',
      ),
    ).toEqual([{ 'CMD a': 1, 'RUN --network=none do it': 10, 'COPY a /a': 100, 'RUN make': 1000 }, 0, 1111]);
  });

  test('has labels of the build before those of the file', () => {
    const labelled = planOf('FROM a', 'RUN make', 'LABEL own=1');
    const history = ['LABEL x=y', 'LABEL own=1', '/bin/sh -c make'].map((createdBy) => ({ createdBy, size: 5 }));
    expect([...layerSizes(labelled, 0, history).sizes.values()]).toEqual([5, 5]);
    expect(layerSizes(labelled, 0, history.slice(1))).toMatchObject({ base: 0 });
  });

  test('of something else copied is another version', () => {
    const copies = planOf('FROM a', 'COPY --link a b /x/', 'ADD c /', 'COPY $D /');
    const found = (...texts: readonly string[]): number =>
      layerSizes(
        copies,
        0,
        texts.map((createdBy) => ({ createdBy, size: 1 })),
      ).sizes.size;
    expect(found('COPY q / # buildkit', 'ADD c / # buildkit', 'COPY --chmod=600 a b /x/ # buildkit')).toBe(3);
    expect(found('COPY q / # buildkit', 'ADD d / # buildkit', 'COPY a b /x/ # buildkit')).toBe(1);
    expect(found('COPY q / # buildkit', '/bin/sh -c #(nop) ADD file:0f in /', 'COPY e /x/ # buildkit')).toBe(2);
  });

  test('tells which stage an image was built from', () => {
    const stages = planOf('FROM a AS one', 'RUN one', 'FROM one AS two', 'RUN two', 'FROM b', 'COPY --from=two /x /x');
    const stageOf = (...texts: readonly string[]): number | undefined =>
      sizesOfImage(
        stages,
        texts.map((createdBy) => ({ createdBy, size: 1 })),
      )?.target;
    expect(stageOf('RUN /bin/sh -c two # buildkit', 'RUN /bin/sh -c one # buildkit', 'base')).toBe(1);
    expect(stageOf('RUN /bin/sh -c one # buildkit', 'base')).toBe(0);
    expect(stageOf('COPY /x /x # buildkit', 'base')).toBe(2);
    expect(stageOf('CMD x', 'base')).toBeUndefined();
  });

  test('of an image from another version of the file tells only what is the same', () => {
    expect(sizesOf('CMD ["a"]', 'RUN /bin/sh -c do something else # buildkit', 'COPY a /a # buildkit')).toEqual([
      { 'CMD a': 1 },
      undefined,
      111,
    ]);
  });
});

describe('after an edit', () => {
  const before = planOf('FROM a', 'RUN one', 'RUN two', 'RUN three', 'FROM b AS c', 'COPY x y');
  const kept = (...lines: readonly string[]): readonly string[] =>
    [...carriedOver(before, planOf(...lines))].map(([{ text }, { start }]) => `${text}:${start.line}`);

  test('what still says the same is found again', () => {
    expect(kept('# new', 'FROM a', 'RUN one', 'RUN 2', 'RUN three', '', 'FROM b AS c', 'COPY   x \\', '  y')).toEqual([
      'a:1',
      'one:2',
      'three:4',
      'b AS c:6',
      'x y:7',
    ]);
  });

  test('nothing is said where most has changed', () => {
    expect(kept('FROM a', 'RUN x')).toEqual([]);
  });
});

describe('why it failed', () => {
  test.each([
    ['RUN', 'exit code: 127', '/bin/sh: 1: pyhton: not found\n', 'command-not-found', 'pyhton'],
    ['RUN', 'exit code: 127', '/bin/sh: foo: not found\n', 'command-not-found', 'foo'],
    ['RUN', 'exit code: 127', '/bin/bash: line 1: foo: command not found\n', 'command-not-found', 'foo'],
    ['RUN', 'runc run failed: exec: "foo": executable file not found in $PATH', '', 'command-not-found', 'foo'],
    ['RUN', 'exit code: 100', 'E: Unable to locate package crul\n', 'no-package', 'crul'],
    ['RUN', 'exit code: 1', 'ERROR: No matching distribution found for flaks==1\n', 'no-package', 'flaks==1'],
    ['RUN', 'exit code: 1', 'ERROR: unable to select packages:\n  crul (no such package):\n', 'no-package', 'crul'],
    ['RUN', 'exit code: 100', "Temporary failure resolving 'deb.example.org'\n", 'network', 'deb.example.org'],
    ['RUN', 'exit code: 6', 'curl: (6) Could not resolve host: nowhere.example\n', 'network', 'nowhere.example'],
    ['RUN', 'exit code: 1', 'write /x: No space left on device\n', 'no-space', ''],
    ['RUN', 'exit code: 126', '/bin/sh: ./run.sh: Permission denied\n', 'permission', './run.sh'],
    ['RUN', 'exit code: 137', '', 'killed', ''],
    ['RUN', 'exit code: 1', 'exec /bin/sh: exec format error\n', 'exec-format', '/bin/sh'],
    ['COPY', 'failed to calculate checksum of ref a::b: "/nope": not found', '', 'not-in-context', 'nope'],
    [
      'COPY',
      'COPY failed: file not found in build context: stat app/x.txt: file does not exist',
      '',
      'not-in-context',
      'app/x.txt',
    ],
    ['FROM', 'pull access denied for team/app, repository does not exist', '', 'no-image', 'team/app'],
    ['FROM', 'docker.io/library/nod:1: not found', '', 'no-image', 'docker.io/library/nod:1'],
    ['RUN', 'exit code: 2', 'make: *** [all] Error 2\n', undefined, ''],
    // The last word counts, but for a network that fails before.
    ['RUN', 'exit code: 126', 'sh: which: not found\n/bin/sh: ./a: Permission denied\n', 'permission', './a'],
    [
      'RUN',
      'exit code: 1',
      'Failed to establish a new connection: [Errno -2]\nERROR: No matching distribution found for flask\n',
      'network',
      '',
    ],
    [
      'RUN',
      'exit code: 254',
      "npm error enoent ENOENT: no such file or directory, open '/app/package.json'\n",
      'no-file',
      '/app/package.json',
    ],
    ['RUN', 'exit code: 127', "env: can't execute 'bash': No such file or directory\n", 'command-not-found', 'bash'],
    [
      'RUN',
      'exit code: 127',
      '/bin/bash: line 1: ./gradlew: No such file or directory\n',
      'script-not-found',
      './gradlew',
    ],
    ['RUN', 'unable to find user app: no matching entries in passwd file', '', 'no-user', 'app'],
    [
      'RUN',
      'exit code: 2',
      '/bin/sh: 1: cannot create /etc/x/y.conf: Directory nonexistent\n',
      'no-parent',
      '/etc/x/y.conf',
    ],
    ['ADD', 'invalid response status 404', '', 'no-download', '404'],
    ['FROM', 'exit code: 1', 'a: not found\n', 'trigger', ''],
  ])('%s: %s %s', (keyword, error, output, ...expected) => {
    const fault = faultOf({ keyword, text: '' }, error, output);
    expect([fault?.cause, fault?.subject ?? '']).toEqual(expected);
  });
});

const failedOf = (run: string, output: string, error = 'exit code: 1'): string | undefined => {
  const commands = planOf('FROM a', run).stages[0]?.instructions[0]?.commands ?? [];
  return failingCommand(commands, { error, output })?.words.join(' ');
};

describe('the command of a RUN that failed', () => {
  test.each([
    // Each program begins with its own name; of several, the one whose words are told.
    ['RUN apt-get update && apt-get install -y crul', 'E: Unable to locate package crul', 'apt-get install -y crul'],
    ['RUN npm ci && npm run build && rm -r x', 'npm error Missing script: "build"', 'npm run build'],
    ['RUN npm ci && npm test', 'npm error code 1', undefined],
    ['RUN cp a b && cp c.txt d', "cp: can't stat 'c.txt': No such file or directory", 'cp c.txt d'],
    ['RUN sudo -u app make && ls', 'make: *** No rule to make target', 'sudo -u app make'],
    ['RUN /usr/bin/tar xf a && ls', 'tar: a: Cannot open', '/usr/bin/tar xf a'],
    ['RUN cd /x && ls', "/bin/sh: 1: cd: can't cd to /x", 'cd /x'],
    ['RUN a && b', '/bin/bash: line 1: b: command not found', 'b'],
    ['RUN set -x; a 1; a 2', '+ a 1\n+ a 2\nboom', 'a 2'],
    ['RUN only', 'whatever', 'only'],
    ['RUN a $(b c) && d', 'b: no', 'b c'],
    ['RUN a || exit 3; exit 4', '', undefined],
    // What is written by nobody's name, but names a file of one.
    ['RUN mkdir x && ./run.sh conf/a.toml', 'could not read conf/a.toml', './run.sh conf/a.toml'],
    ['RUN one && two', 'something else', undefined],
  ])('%s: %s', (run, output, command) => {
    expect(failedOf(run, output)).toBe(command);
  });

  test('is the one that ends with the code', () => {
    expect(failedOf('RUN a || exit 3; exit 4', '', 'exit code: 4')).toBe('exit 4');
  });
});

describe('what stands behind an instruction', () => {
  const done = { state: 'done', milliseconds: 1234, output: '' } as const;
  test.each([
    [
      { step: done, size: 12_345_678, isLargest: true },
      { text: '✓ 1.2 s · +12.3 MB', style: 'large' },
    ],
    [
      { step: done, size: 0, isLargest: false },
      { text: '✓ 1.2 s', style: 'quiet' },
    ],
    [
      { step: { state: 'cached', output: '' }, size: 5000, isLargest: false },
      { text: 'CACHED · +5 kB', style: 'quiet' },
    ],
    [
      { step: { state: 'running', output: '' }, size: undefined, isLargest: false },
      { text: '▶ running…', style: 'running' },
    ],
    [
      { step: { ...done, state: 'failed' }, size: undefined, isLargest: false },
      { text: '✗ failed (1.2 s)', style: 'failed' },
    ],
    [
      { step: { ...done, milliseconds: 20 }, size: 900, isLargest: true },
      { text: '✓', style: 'quiet' },
    ],
    [{ step: undefined, size: 0, isLargest: false }, undefined],
  ] as const)('%#', (facts, expected) => {
    expect(markText(facts, l10n)).toEqual(expected);
  });

  test.each([
    [340, '0.3 s'],
    [12_300, '12 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(formatSeconds(milliseconds)).toBe(text);
  });
});

describe('the options of a build', () => {
  const options = {
    dockerfile: '/a b/Dockerfile',
    context: '/a b',
    tag: 'app:1',
    target: 'test',
    buildArgs: { A: "it's", B: '' },
    platform: 'linux/arm64',
    secrets: ['id=t,env=T'],
    noCache: true,
    pull: false,
    builder: '',
  };

  test('become arguments', () => {
    expect(buildArgv(options).slice(4, -2)).toEqual([
      '--file=/a b/Dockerfile',
      '--tag=app:1',
      '--target=test',
      "--build-arg=A=it's",
      '--build-arg=B=',
      '--platform=linux/arm64',
      '--secret=id=t,env=T',
      '--no-cache',
    ]);
  });

  test('become a command that a shell reads in the same way', () => {
    expect(buildCommandLine(options)).toBe(
      `docker buildx build --load '--file=/a b/Dockerfile' --tag=app:1 --target=test '--build-arg=A=it'\\''s' --build-arg=B= --platform=linux/arm64 --secret=id=t,env=T --no-cache '/a b'`,
    );
  });
});

test('what a Dockerfile says before an instruction, line ends and directives included', () => {
  const text = '# syntax=docker/dockerfile:1\r\nFROM a\r\n  RUN b\r\nRUN c\r\n';
  expect(textBefore(text, { line: 2, character: 2 })).toBe('# syntax=docker/dockerfile:1\r\nFROM a\r\n  ');
  expect(textBefore(text, { line: 3, character: 0 })).toBe('# syntax=docker/dockerfile:1\r\nFROM a\r\n  RUN b\r\n');
});
