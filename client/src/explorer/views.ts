import { Disposable, workspace } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Kind } from '../engine/engine.ts';
import { containers } from './containers.ts';
import type { Engines } from './engines.ts';
import { images } from './images.ts';
import { networks } from './networks.ts';
import type { ResourceView } from './resourceView.ts';
import { showResourceView } from './treeProvider.ts';
import { viewCommands } from './viewCommands.ts';
import { ViewState } from './viewState.ts';
import { volumes } from './volumes.ts';

/** Shows the views of what the engines have, each as its settings say, and gives the commands that set them. */
export function showViews(engines: Engines): { table: CommandTable; disposable: Disposable } {
  const stated = {
    container: { view: containers, state: stateOf(containers) },
    image: { view: images, state: stateOf(images) },
    volume: { view: volumes, state: stateOf(volumes) },
    network: { view: networks, state: stateOf(networks) },
  };
  return {
    table: viewCommands(stated),
    disposable: Disposable.from(
      showResourceView(engines, containers, stated.container.state),
      showResourceView(engines, images, stated.image.state),
      showResourceView(engines, volumes, stated.volume.state),
      showResourceView(engines, networks, stated.network.state),
      workspace.onDidChangeConfiguration((event) => {
        for (const { view, state } of Object.values(stated))
          if (event.affectsConfiguration(view.viewId) || event.affectsConfiguration('slipway.engine.production'))
            state.reread();
      }),
    ),
  };
}

function stateOf<K extends Kind>({ viewId, defaults }: ResourceView<K>): ViewState {
  return new ViewState({ defaults }, (name, standard) => workspace.getConfiguration(viewId).get(name, standard));
}
