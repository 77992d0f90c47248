// Failures planted in each kind of instruction: the squiggle lies on the words marked with «», and its message helps.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiBuild } from '../../client/src/build/apiBuild.ts';
import type { BuildEvent } from '../../client/src/build/buildEvent.ts';
import { cliBuild } from '../../client/src/build/cli.ts';
import { failuresIn } from '../../client/src/build/failures.ts';
import { buildArgv } from '../../client/src/build/options.ts';
import { BuildOutcome } from '../../client/src/build/outcome.ts';
import { BuildProgress } from '../../client/src/build/progress.ts';
import { findDocker } from '../../client/src/engine/dockerCli.ts';
import { lineIndex } from '../../server/src/core/text/lineIndex.ts';
import { buildPlanOf } from '../helpers/buildPlan.ts';
import { labels, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
const folder = await mkdtemp(join(tmpdir(), 'slipway-failures-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeAll(async () => {
  await mkdir(join(folder, 'folder'));
  const files = { 'hello.txt': 'hello', 'folder/a': 'a', 'secret.txt': 's', '.dockerignore': 'secret.*\n' };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

const l10n = { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d)\}/g, (_, n) => String(args[Number(n)])) };

type Way = 'cli' | 'buildkit' | 'classic';
const all: readonly Way[] = ['cli', 'buildkit', 'classic'];
const modern: readonly Way[] = ['cli', 'buildkit'];

/** The places that a build marks, as text with marks, and what is said at the first of them. */
async function failureOf(way: Way, text: string): Promise<{ readonly marked: string; readonly message: string }> {
  const dockerfile = join(folder, 'Dockerfile');
  await writeFile(dockerfile, text);
  const options = { dockerfile, context: folder, tag: 'slipway-planted:1', labels };
  const plan = buildPlanOf(text);
  const [progress, outcome] = [new BuildProgress(), new BuildOutcome(plan)];
  const build = await start(way, options);
  for await (const event of build) {
    progress.add(event);
    outcome.add(event);
  }
  outcome.end();
  const failures = failuresIn(text, plan, { steps: outcome.steps, elsewhere: progress.told }, l10n);
  const lines = lineIndex(text);
  const [first] = failures;
  if (!first || failures.length > 1) return { marked: `${failures.length} places`, message: progress.told.reason };
  const [from, to] = [lines.offsetAt(first.start), lines.offsetAt(first.end)];
  return { marked: `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`, message: first.message };
}

async function start(way: Way, options: Parameters<typeof buildArgv>[0]): Promise<AsyncGenerator<BuildEvent, number>> {
  const signal = AbortSignal.timeout(60_000);
  const { engine, testbed } = real();
  if (way !== 'cli') return apiBuild({ ...engine, builder: way }, { ...options, credentials: {}, signal });
  const docker = (await findDocker(testbed.env, 'linux')) ?? 'no docker';
  return cliBuild({ docker, argv: buildArgv(options), cwd: folder, env: testbed.env, signal });
}

/** `B` is a FROM that works. */
const planted: readonly (readonly [ways: readonly Way[], marked: string, message: RegExp])[] = [
  // FROM
  [all, 'FROM «nosuchimagehere:1»\nRUN true\n', /network could not be reached|was not found/],
  [all, 'B\nFROM «nosuchimagehere:2» AS two\nCOPY --from=0 /bin/sh /x\n', /network could not be reached|was not found/],
  [all, 'FROM «Bad:::ref»\n', /must be lowercase/],
  [all, 'ARG BASE\nFROM «$BASE»\n', /should not be blank/],
  // The command of a RUN that failed.
  [all, 'B\nRUN echo one && \\\n    cat «/does/not/exist» && \\\n    echo three\n', /^There is no \/does\/not\/exist/],
  [all, 'B\nRUN echo one && «false» && echo three\n', /exit code: 1$/],
  [all, 'B\nRUN echo one \\\n  && «nosuchcommand» --x \\\n  && echo\n', /^There is no program nosuchcommand/],
  [all, 'B\nRUN set -ex; \\\n    ls /bin/sh; \\\n    ls «/nope»; \\\n    echo two\n', /^There is no \/nope/],
  [all, 'B\nENV D=/data\nRUN mkdir -p $D && cd $D && tar xf «missing.tar» && rm missing.tar\n', /There is no missing/],
  [all, 'B\nRUN (echo a; cd «/nope») && ls /nope/x\n', /There is no \/nope/],
  [all, 'B\nRUN echo one; «exit 3»\n', /^one\nexit code: 3$/],
  [all, 'B\n«RUN» touch /a && sh -c "kill -9 \\$\\$" && echo never\n', /^The command was killed/],
  [
    modern,
    'B\nRUN <<EOF\nset -e\necho one\ncat «/does/not/exist»\necho three\nEOF\n',
    /^There is no \/does\/not\/exist/,
  ],
  [modern, 'B\nRUN <<EOF\nset -e\n«nosuchcommand» a\nEOF\n', /^There is no program nosuchcommand/],
  [all, 'B\nRUN ["«nosuchcommand»", "x"]\n', /^There is no program nosuchcommand/],
  [all, 'B\nRUN ["/bin/cat", "«/does/not/exist»"]\n', /^There is no \/does\/not\/exist/],
  [all, 'B\n«RUN» echo one; ) ; echo two\n', /^The shell cannot read this/],
  [all, 'B\nRUN printf x > /run.sh\nRUN «/run.sh»\n', /whether a script is executable/],
  [all, 'B\nUSER 1000\nRUN mkdir «/app» && echo done\n', /user of the build may not do this/],
  [all, 'B\nRUN printf "\\\\177ELFbad" > /bad && chmod +x /bad\nRUN ["«/bad»"]\n', /another processor/],
  [all, 'B\nRUN printf "#!/bin/sh\\\\r\\\\n" > /r.sh && chmod +x /r.sh\nRUN «/r.sh»\n', /Line ends of Windows/],
  [all, 'B\nRUN wget -T 5 «http://no.such.host.invalid/x» -O /x\n', /^The network could not be reached/],
  [modern, 'B\nRUN --network=none echo go && wget -T 5 «http://example.com/x»\n', /^The network could not be reached/],
  [['classic'], 'B\nRUN «--network=none» true\n', /without BuildKit, which --network needs/],
  // What a RUN is given.
  [
    ['cli'],
    'B\nRUN --mount=type=secret,id=«token»,required=true cat /run/secrets/token\n',
    /not given the secret token/,
  ],
  [['cli'], 'B\nRUN --mount=type=secret,id=token cat «/run/secrets/token»\n', /not given the secret token/],
  [['cli'], 'B\nRUN --mount=«type=ssh»,required=true true\n', /not given the SSH key default/],
  [['buildkit'], 'B\nRUN --mount=«type=secret»,id=token true\n', /docker CLI with buildx/],
  [['classic'], 'B\nRUN «--mount=type=ssh» true\n', /without BuildKit/],
  [modern, 'B\nRUN --mount=type=bind,source=«nosuch»,target=/x true\n', /not in what the engine was sent/],
  [modern, 'B\nRUN --mount=type=bind,from=«nostage»,target=/x true\n', /no stage of this Dockerfile/],
  [modern, 'B\nRUN --mount=type=bind,target=/x touch «/x/new»\n', /can only be read/],
  [all, 'B\nRUN --mount=type=«nope»,target=/x true\n', /unsupported mount type/],
  [all, 'B\nRUN «--nope=1» true\n', /^unknown flag: --nope$/],
  [all, 'B\nRUN --network=«nope» true\n', /invalid network mode/],
  // What a RUN needs of those before it.
  [all, 'B\nUSER «nosuchuser»\nRUN true\n', /no user or group nosuchuser/],
  [all, 'B\nUSER «0:nosuchgroup»\nWORKDIR /x\nRUN true\n', /no user or group nosuchgroup/],
  [all, 'B\nSHELL ["«/bin/bash»", "-c"]\nRUN true\n', /no program \/bin\/bash/],
  [all, 'B\nRUN touch /app\nWORKDIR «/app»\n', /cannot be made as a folder/],
  [all, 'B\nRUN touch /app\nWORKDIR «/app/sub»\n', /cannot be made as a folder/],
  // COPY and ADD
  [all, 'B\nCOPY hello.txt «nosuch.txt» /x/\n', /^nosuch\.txt is not in what the engine was sent/],
  [all, 'B\nCOPY «secret.txt» /x\n', /\.dockerignore/],
  [all, 'B\nCOPY «../../etc/passwd» /x\n', /not in what the engine was sent/],
  [all, 'B\nRUN true\nB\nCOPY --from=0 «/nosuch/file» /x\n', /not in the stage or image/],
  [all, 'B\nCOPY --from=«nostage» /a /x\n', /no stage of this Dockerfile/],
  [all, 'B\nCOPY --from=«7» /a /x\n', /7 is no stage/],
  [all, 'B\nRUN touch /dest\nCOPY folder «/dest/»\n', /cannot be made as a folder/],
  [all, 'B\nADD «nosuch.tar.gz» /x\n', /not in what the engine was sent/],
  [all, 'B\nADD «http://127.0.0.1:1/nosuch.tgz» /x\n', /network could not be reached from the build \(127/],
  [all, 'B\nADD «https://no.such.host.invalid/x.tgz» /x\n', /network could not be reached/],
  // What cannot be read.
  [all, 'B\n«COPY» hello.txt\n', /at least two arguments/],
  [all, 'B\nENV A=«${B@Q}»\n', /unsupported modifier/],
  [all, '«ARG X=${Y:?give Y}»\nB\n', /missing '}'/],
  [all, 'B\n«ENV» A\n', /must have two arguments/],
  [all, 'B\n«LABEL» a\n', /must have two arguments/],
  [all, 'B\n«ARG»\n', /at least one argument/],
  [all, 'B\n«VOLUME»\n', /at least one argument/],
  [all, 'B\nHEALTHCHECK --interval=«5» CMD true\n', /missing unit/],
  [all, 'B\nSTOPSIGNAL «SIGNOPE»\n', /invalid signal/],
  [all, 'B\nEXPOSE «eighty»\n', /invalid containerPort/i],
  [all, 'B\n«ONBUILD» FROM x\n', /isn't allowed/],
  [all, 'B\n«SHELL» /bin/bash -c\n', /JSON form/],
  [all, 'B\nCMD true\n«RNU» true\n', /^unknown instruction: RNU/],
  [all, '«RUN true»\n', /no build stage/],
  [all, 'B\n«RUN» <<EOF\necho\n', /unterminated heredoc/],
];

describe.each(all)('what is planted fails by %s', (way) => {
  test.each(planted.filter(([ways]) => ways.includes(way)).map(([, marked, message]) => [marked, message] as const))(
    '%s',
    async (pattern, words) => {
      const expected = pattern.replaceAll(/^B$/gm, 'FROM busybox:latest');
      const { marked, message } = await failureOf(way, expected.replaceAll(/[«»]/g, ''));
      expect(marked).toBe(expected);
      expect(message).toMatch(words);
    },
  );

  test('an instruction that the base image brings along', async () => {
    const base = join(folder, 'Base.Dockerfile');
    const tag = 'slipway-trigger:1';
    await writeFile(base, 'FROM busybox:latest\nONBUILD RUN echo from below && cat /nope\n');
    const signal = AbortSignal.timeout(60_000);
    const options = { dockerfile: base, context: folder, tag, labels, credentials: {}, signal };
    for await (const _ of apiBuild(real().engine, options));
    const text = `FROM ${tag}\nRUN true\n`;
    const { marked, message } = await failureOf(way, text);
    expect(marked).toBe(`FROM «${tag}»\nRUN true\n`);
    expect(message).toMatch(/^The base image brings this instruction along[^]*from below/);
  });
});
