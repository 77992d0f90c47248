import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { Building } from './build/commands.ts';
import type { CommandTable } from './commands.ts';
import { composeCommands, type Composing } from './compose/commands.ts';
import { containerChangeCommands } from './containers/changeCommands.ts';
import { containerCommands } from './containers/commands.ts';
import { containerLookCommands } from './containers/lookCommands.ts';
import type { Store } from './explorer/store.ts';
import type { FilesView } from './files/filesView.ts';
import { fileOpenCommands } from './files/openCommands.ts';
import { imageCommands } from './images/commands.ts';
import { imageTransferCommands } from './images/transferCommands.ts';
import { logCommands } from './logs/commands.ts';
import { networkCommands } from './networks/commands.ts';
import type { Running } from './run/commands.ts';
import { statsCommands } from './stats/commands.ts';
import { clearCommands } from './system/clearCommands.ts';
import { systemCommands } from './system/commands.ts';
import { inspectCommands, type InspectDocuments } from './system/inspect.ts';
import { terminalCommands } from './terminal/commands.ts';
import type { Reports } from './ui/reports.ts';
import { volumeCommands } from './volumes/commands.ts';
import { volumeCopyCommands } from './volumes/copyCommands.ts';

/** What all engines share. */
export interface Shared {
  readonly log: LogOutputChannel;
  readonly context: ExtensionContext;
  readonly building: Building;
  readonly running: Running;
  readonly composing: Composing;
  readonly reports: Reports;
  readonly documents: InspectDocuments;
  readonly filesView: FilesView;
}

/** The commands that are about one engine. */
export function engineTables(store: Store, shared: Shared): readonly CommandTable[] {
  const { log, context, building, composing, running, reports, documents, filesView } = shared;
  return [
    building.on(store),
    clearCommands(store),
    composeCommands(store, composing),
    containerChangeCommands(store),
    containerCommands(store),
    containerLookCommands(store, reports),
    fileOpenCommands(store, filesView),
    imageCommands(store, reports),
    imageTransferCommands(store),
    inspectCommands(store, documents),
    logCommands(store, context),
    networkCommands(store),
    running.on(store),
    statsCommands(store, context),
    systemCommands(store, log, reports),
    terminalCommands(store),
    volumeCommands(store),
    volumeCopyCommands(store),
  ];
}
