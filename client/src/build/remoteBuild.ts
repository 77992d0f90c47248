import { tmpdir } from 'node:os';
import { l10n } from 'vscode';
import { findBuilder } from '../engine/dockerCli.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { askForText } from '../ui/ask.ts';
import { Failure } from '../ui/failure.ts';
import { addressArgv, isBuildAddress, tagForAddress } from './address.ts';
import { eventsOfMessages } from './apiBuild.ts';
import { cliBuild } from './cli.ts';
import { askTag } from './form.ts';
import { failureWords, withProgress } from './imageBuild.ts';
import type { BuildLog } from './log.ts';
import { BuildProgress } from './progress.ts';
import { buildRenderer } from './render.ts';
import { follow, type Build } from './startBuild.ts';

/** What is built from elsewhere, and as what. */
export interface RemoteBuild {
  readonly address: string;
  readonly tag: string;
}

/** Asks for a Git repository or a URL to build, as `docker build URL` takes it, and for a tag. Throws Cancelled. */
export async function askRemoteBuild(): Promise<RemoteBuild> {
  const address = await askForText({
    title: l10n.t('Build from an address'),
    prompt: l10n.t('A Git repository, with a branch and a folder after “#”, or the URL of a Dockerfile or a tar'),
    placeHolder: 'https://github.com/owner/repository.git#main:folder',
    suits: isBuildAddress,
    wrong: l10n.t('An address such as https://github.com/owner/repository.git or https://example.com/Dockerfile.'),
  });
  return { address, tag: await askTag(tagForAddress(address)) };
}

/** Builds it. Rejects where it is not built. */
export async function buildRemote(
  live: LiveEngine,
  { address, tag }: RemoteBuild,
  log: BuildLog,
  signal: AbortSignal,
): Promise<void> {
  const progress = new BuildProgress();
  const render = buildRenderer();
  const isBuilt = await withProgress({ options: { tag }, log, signal }, async (report, left) =>
    follow(await start(live, { address, tag }, left), (event) => {
      progress.add(event);
      log.write(render(event));
      report(progress);
    }),
  );
  if (isBuilt) return;
  log.show();
  throw new Failure(failureWords(tag, progress.failed), [{ title: l10n.t('Show Log'), run: () => log.show() }]);
}

async function start(live: LiveEngine, { address, tag }: RemoteBuild, signal: AbortSignal): Promise<Build> {
  const env = await live.cliEnv();
  const docker = await findBuilder(env);
  if (docker !== undefined) {
    return cliBuild({ docker, argv: addressArgv(address, tag), cwd: tmpdir(), env, signal });
  }
  const engine = await live.engine();
  const { builder } = engine;
  return eventsOfMessages(engine.build({ context: address, dockerfile: 'Dockerfile', tag, builder, signal }), signal);
}
