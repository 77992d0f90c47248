import { commands, env, l10n, type LogOutputChannel, Uri, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';

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
export function systemCommands(live: Refreshable, log: LogOutputChannel): CommandTable {
  return {
    'slipway.refresh': () => (live.state.kind === 'connected' ? live.refresh() : live.engine()),
    'slipway.engine.installDocker': () => env.openExternal(Uri.parse(help.docker, true)),
    'slipway.engine.installPodman': () => env.openExternal(Uri.parse(help.podman, true)),
    'slipway.engine.permissionHelp': () => env.openExternal(Uri.parse(help.permissions, true)),
    'slipway.engine.settings': () => commands.executeCommand('workbench.action.openSettings', 'slipway.engine.host'),
    'slipway.engine.start': () => startEngine(),
    'slipway.showLog': () => log.show(),
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
