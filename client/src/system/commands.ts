import { commands, env, l10n, type LogOutputChannel, Uri, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { sentenceFor } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import type { Reports } from '../ui/reports.ts';
import { openTerminal, type Screen } from '../ui/terminal.ts';
import { style } from '../ui/terminalText.ts';
import { diskReport, eventLine, infoReport, versionReport } from './reports.ts';

/** The live picture, as the commands below may drive it. */
interface Refreshable extends LiveEngine {
  refresh(): Promise<void>;
  reconnect(): void;
}

const help = {
  docker: 'https://docs.docker.com/engine/install/',
  podman: 'https://podman.io/docs/installation',
  permissions: 'https://docs.docker.com/engine/install/linux-postinstall/',
};

/** Refresh, and the ways out of having no engine. */
export function systemCommands(live: Refreshable, log: LogOutputChannel, reports: Reports): CommandTable {
  return {
    'slipway.system.info': () =>
      reports.show(l10n.t('Engine'), async () => infoReport(await (await live.engine()).info(), whereIs(live), l10n)),
    'slipway.system.version': () =>
      reports.show(l10n.t('Versions'), async () => {
        const engine = await live.engine();
        const [versions, info] = await Promise.all([engine.versions(), engine.info()]);
        return versionReport(versions, { builder: engine.builder, apiVersion: engine.apiVersion, info }, l10n);
      }),
    'slipway.system.diskUse': () =>
      reports.show(l10n.t('Disk use'), async () => {
        const engine = await live.engine();
        const use = await withCancel(l10n.t('Measuring what takes the room'), () => engine.diskUse());
        return diskReport(use, await live.items('image'), l10n);
      }),
    'slipway.system.events': () => openTerminal(eventProgram(live)).show(),
    'slipway.refresh': () => (live.state.kind === 'connected' ? live.refresh() : live.engine()),
    'slipway.engine.installDocker': () => env.openExternal(Uri.parse(help.docker, true)),
    'slipway.engine.installPodman': () => env.openExternal(Uri.parse(help.podman, true)),
    'slipway.engine.permissionHelp': () => env.openExternal(Uri.parse(help.permissions, true)),
    'slipway.engine.settings': () => commands.executeCommand('workbench.action.openSettings', 'slipway.engine.host'),
    'slipway.engine.start': () => startEngine(),
    'slipway.showLog': () => log.show(),
  };
}

function whereIs({ state }: LiveEngine): string {
  return state.kind === 'connected' ? state.where : '';
}

/** Everything that happens from now on, until the terminal is closed. */
function eventProgram(live: LiveEngine): Parameters<typeof openTerminal>[0] {
  const abort = new AbortController();
  const run = async (screen: Screen): Promise<void> => {
    screen.write(`${style.dim(l10n.t('Waiting for events of the engine. Close the terminal to end.'))}\r\n`);
    try {
      const engine = await live.engine();
      for await (const event of engine.events(abort.signal)) screen.write(`${eventLine(event)}\r\n`);
      if (!abort.signal.aborted) screen.write(`${style.dim(l10n.t('The engine has ended.'))}\r\n`);
    } catch (error) {
      if (!abort.signal.aborted) screen.write(`${style.red(sentenceFor(error, l10n) ?? String(error))}\r\n`);
    }
  };
  return {
    name: l10n.t('Engine events'),
    icon: 'pulse',
    start: (screen) => void run(screen),
    close: () => abort.abort(),
  };
}

/** How an installed engine is started, by platform. Typed into a terminal for the user to read and confirm. */
const startLines: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'sudo systemctl start docker',
  darwin: 'open -a Docker',
  win32: String.raw`& "C:\Program Files\Docker\Docker\Docker Desktop.exe"`,
};

function startEngine(): void {
  const terminal = window.createTerminal(l10n.t('Start the engine'));
  terminal.show();
  terminal.sendText(startLines[process.platform] ?? '', false);
}
