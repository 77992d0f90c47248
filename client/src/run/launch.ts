import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { Engine, LiveEngine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { mask } from '../ui/masking.ts';
import { sessionProgram, type SessionSetup } from '../ui/sessionTerminal.ts';
import { openTerminal } from '../ui/terminal.ts';
import { credentialsOf, transfer } from '../ui/transfer.ts';
import { begin, beginOnAnyPort } from './begin.ts';
import { BadValue, containerPlan } from './createBody.ts';
import { follow } from './follow.ts';
import { runPastObstacles } from './obstacles.ts';
import { isInteractive, type RunOptions, valueOf } from './options.ts';
import { NoFile, type Place, prepared } from './prepare.ts';
import { withSecrets } from './secrets.ts';

/** How a run is asked for. */
export interface Launch {
  readonly options: RunOptions;
  /** Whether the ports are a proposal of ours, for which others will do. */
  readonly ports: 'wished' | 'proposed';
}

/**
 * Runs what was asked for: in a terminal, or in the background until it is ready. Gives the options with the secrets
 * that were asked for.
 */
export async function launch(live: LiveEngine, { options, ports }: Launch): Promise<RunOptions> {
  const engine = await live.engine();
  const known = await withSecrets(options, askSecret);
  const whole = await readyToRun(known);
  await pullIfWanted(engine, whole);
  await runPastObstacles(live, () =>
    isInteractive(whole) ? inTerminal(engine, whole) : inBackground(live, whole, ports),
  );
  return known;
}

/** As `docker create`: the container is there, and whoever wants it starts it. Gives the options with their secrets. */
export async function createOnly(live: LiveEngine, options: RunOptions): Promise<RunOptions> {
  const engine = await live.engine();
  const known = await withSecrets(options, askSecret);
  const whole = await readyToRun(known);
  await pullIfWanted(engine, whole);
  await runPastObstacles(live, async () => {
    const id = await engine.createPlanned(containerPlan(whole));
    const name = (await engine.get('container', id))?.name ?? valueOf(whole, 'name');
    void window.showInformationMessage(l10n.t('{0} was created. “Start” starts it.', name));
  });
  return known;
}

/** The folder of the workspace, where a command line would be typed. */
export function placeHere(): Place {
  return { folder: workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd(), env: process.env };
}

/** With secrets asked for and files read. Throws a Failure where something is wrong with the options. */
export async function readyToRun(options: RunOptions, place: Place = placeHere()): Promise<RunOptions> {
  const known = await withSecrets(options, askSecret);
  try {
    const whole = await prepared(known, place);
    containerPlan(whole);
    return whole;
  } catch (error) {
    if (error instanceof NoFile) throw new Failure(l10n.t('The file {0} cannot be read.', error.file));
    if (error instanceof BadValue)
      throw new Failure(l10n.t('“{0}” is no value that --{1} can have.', error.value, error.flag));
    throw error;
  }
}

async function askSecret(what: string): Promise<string> {
  const answer = await window.showInputBox({
    title: l10n.t('A secret is needed'),
    prompt: l10n.t(
      'What is meant by the dots in {0}? It is not kept beyond this session.',
      `${what.split('=')[0]}=${mask}`,
    ),
    password: true,
    ignoreFocusOut: true,
  });
  if (answer === undefined) throw new Cancelled();
  return answer;
}

/** Pulls the image where it is missing, or where that is asked for. Nothing but its registry is contacted. */
export async function pullIfWanted(engine: Engine, options: RunOptions): Promise<void> {
  const policy = valueOf(options, 'pull') || 'missing';
  const isHere = await engine.inspect('image', options.image).then(
    () => true,
    (error: unknown) => {
      if (error instanceof EngineError && error.problem === 'not-found') return false;
      throw error;
    },
  );
  if (policy === 'never' || (isHere && policy !== 'always')) return;
  if (/^(?:sha256:)?[a-f0-9]{12,64}$/.test(options.image)) {
    throw new Failure(l10n.t('There is no image {0} any more.', options.image));
  }
  const platform = valueOf(options, 'platform');
  const credentials = await credentialsOf(options.image);
  await transfer(l10n.t('Pulling {0}', options.image), (signal) =>
    engine.pull(options.image, { signal, ...credentials, ...(platform === '' ? {} : { platform }) }),
  );
}

/** Its program in a terminal, as `docker run -it`. */
async function inTerminal(engine: Engine, options: RunOptions): Promise<void> {
  const plan = containerPlan(options);
  const id = await engine.createPlanned(plan);
  const connect: SessionSetup['connect'] = async (size) => {
    // Attached before it starts, so that nothing of what it writes is lost.
    const session = await engine.attach(id, size);
    try {
      await engine.start(id);
    } catch (error) {
      session.close();
      await engine.remove('container', id).catch(() => undefined);
      throw error;
    }
    // The size of a terminal can be told only when there is one.
    void session.resize(size.columns, size.rows).catch(() => undefined);
    return session;
  };
  openTerminal(
    sessionProgram(valueOf(options, 'name') || options.image, { connect, stays: true, detaches: true }),
  ).show();
}

async function inBackground(live: LiveEngine, options: RunOptions, ports: Launch['ports']): Promise<void> {
  const engine = await live.engine();
  const title = l10n.t('Starting {0}', options.image);
  const start = ports === 'proposed' ? beginOnAnyPort : begin;
  const begun = await window.withProgress({ location: ProgressLocation.Window, title }, () => start(engine, options));
  const container = await engine.get('container', begun.id);
  const name = container?.name ?? options.image;
  // Followed without being waited for: a command has ended when its work has.
  void follow(live, begun, { options, name })
    .catch(() => undefined)
    .finally(() => begun.leave());
}
