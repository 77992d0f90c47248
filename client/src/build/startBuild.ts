import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { l10n } from 'vscode';
import { askHelperProgram, credentialsFor, registriesOf } from '../engine/credentials.ts';
import { findBuilder } from '../engine/dockerCli.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { dockerConfig } from '../engine/locate.ts';
import { Failure } from '../ui/failure.ts';
import { apiBuild } from './apiBuild.ts';
import { ignoreFileOf } from './buildContext.ts';
import type { BuildEvent } from './buildEvent.ts';
import { cliBuild } from './cli.ts';
import { type BuildOptions, buildArgv, needsCli } from './options.ts';

/** The events of a build as they come; the last word is its exit code. */
export type Build = AsyncGenerator<BuildEvent, number>;

/**
 * Starts a build: by the CLI where it can, for then secrets, caches and builders are as in a terminal. With a text, that
 * is built in place of what the Dockerfile says; the context stays the same.
 */
export async function startBuild(
  live: LiveEngine,
  options: BuildOptions,
  signal: AbortSignal,
  text?: string,
): Promise<Build> {
  const env = await live.cliEnv();
  const docker = await findBuilder(env);
  if (docker !== undefined) {
    const run = (dockerfile: string): Build =>
      cliBuild({ docker, argv: buildArgv({ ...options, dockerfile }), cwd: options.context, env, signal });
    return text === undefined ? run(options.dockerfile) : ofText(options, text, run);
  }
  if (needsCli(options)) {
    throw new Failure(
      l10n.t('Secrets, SSH, caches elsewhere and builders need the docker CLI with buildx, which was not found.'),
    );
  }
  const registries = registriesOf(text ?? (await readFile(options.dockerfile, 'utf8')));
  const credentials = await credentialsFor(registries, await dockerConfig(), askHelperProgram);
  const given = text === undefined ? {} : { text };
  return apiBuild(await live.engine(), { ...options, credentials, signal, ...given });
}

/** From a file of its own, with the ignore file that counts for the Dockerfile beside it. */
async function* ofText(options: BuildOptions, text: string, run: (dockerfile: string) => Build): Build {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-build-'));
  try {
    const dockerfile = join(folder, 'Dockerfile');
    await writeFile(dockerfile, text);
    const ignore = await ignoreFileOf(options.context, options.dockerfile);
    if (ignore.exists) await writeFile(`${dockerfile}.dockerignore`, await readFile(ignore.path));
    return yield* run(dockerfile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tells the events of a build, and gives its exit code. */
export async function follow(build: Build, on: (event: BuildEvent) => void): Promise<number> {
  for (;;) {
    const next = await build.next();
    if (next.done === true) return next.value;
    on(next.value);
  }
}
