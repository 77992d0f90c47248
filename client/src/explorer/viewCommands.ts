import { ConfigurationTarget, l10n, type QuickPickItem, window, workspace } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Kind } from '../engine/engine.ts';
import { Cancelled } from '../ui/failure.ts';
import { choiceWord } from './choiceWords.ts';
import type { ResourceView } from './resourceView.ts';
import type { ViewState } from './viewState.ts';

/** A view with its state, whatever its kind. */
export interface StatedView {
  readonly view: Pick<ResourceView<Kind>, 'viewId' | 'defaults'> & {
    readonly properties: object;
    readonly orders: object;
    readonly groupings: object;
    readonly hides: object;
  };
  readonly state: ViewState;
}

type Views = Readonly<Record<Kind, StatedView>>;

/** Searching in the views, and setting how they look. */
export function viewCommands({ container, image, volume, network }: Views): CommandTable {
  return {
    'slipway.containers.filter': () => search(container.state),
    'slipway.images.filter': () => search(image.state),
    'slipway.volumes.filter': () => search(volume.state),
    'slipway.networks.filter': () => search(network.state),
    'slipway.containers.clearFilter': () => clear(container.state),
    'slipway.images.clearFilter': () => clear(image.state),
    'slipway.volumes.clearFilter': () => clear(volume.state),
    'slipway.networks.clearFilter': () => clear(network.state),
    'slipway.containers.configure': () => configure(container),
    'slipway.images.configure': () => configure(image),
    'slipway.volumes.configure': () => configure(volume),
    'slipway.networks.configure': () => configure(network),
    'slipway.containers.hideStopped': () => hide(container, 'stopped'),
    'slipway.containers.showStopped': () => show(container, 'stopped'),
    'slipway.images.hideDangling': () => hide(image, 'dangling'),
    'slipway.images.showDangling': () => show(image, 'dangling'),
    'slipway.networks.hideBuiltIn': () => hide(network, 'builtIn'),
    'slipway.networks.showBuiltIn': () => show(network, 'builtIn'),
  };
}

function clear(state: ViewState): void {
  state.filter = '';
}

/** The view shows with each key what is left; Escape brings back what was there before. */
function search(state: ViewState): Promise<void> {
  const before = state.filter;
  const box = window.createInputBox();
  box.value = before;
  box.prompt = l10n.t('Shows what holds all these words: names, images, ports, projects, states, IDs.');
  box.placeholder = l10n.t('Words to search for');
  return new Promise((done) => {
    let accepted = false;
    box.onDidChangeValue((text) => {
      state.filter = text;
    });
    box.onDidAccept(() => {
      accepted = true;
      box.hide();
    });
    box.onDidHide(() => {
      if (!accepted) state.filter = before;
      box.dispose();
      done();
    });
    box.show();
  });
}

interface Aspect extends QuickPickItem {
  run(): Promise<void>;
}

async function configure(stated: StatedView): Promise<void> {
  const { view, state } = stated;
  const { choices } = state;
  const aspects: readonly Aspect[] = [
    {
      label: l10n.t('Group by'),
      description: choices.groupBy === 'label' ? choices.groupByLabel : words([choices.groupBy]),
      run: () => chooseGrouping(stated),
    },
    {
      label: l10n.t('Sort by'),
      description: words([choices.sortBy]),
      run: () => chooseOne(stated, 'sortBy', Object.keys(view.orders)),
    },
    {
      label: l10n.t('Label'),
      description: words([choices.label]),
      run: () => chooseOne(stated, 'label', Object.keys(view.properties)),
    },
    {
      label: l10n.t('Description'),
      description: words(choices.description),
      run: () => chooseSeveral(stated, 'description', Object.keys(view.properties)),
    },
    {
      label: l10n.t('Hide'),
      description: words(choices.hide),
      run: () => chooseSeveral(stated, 'hide', Object.keys(view.hides)),
    },
  ];
  const aspect = await window.showQuickPick(aspects, { placeHolder: l10n.t('What to set for this view') });
  if (!aspect) throw new Cancelled();
  await aspect.run();
}

function words(names: readonly string[]): string {
  return names.map((name) => choiceWord(name, l10n)).join(', ');
}

async function chooseGrouping(stated: StatedView): Promise<void> {
  const name = await askForOne(Object.keys(stated.view.groupings), stated.state.choices.groupBy);
  if (name === 'label') {
    const label = await window.showInputBox({
      prompt: l10n.t('Label to group by, for example com.example.team'),
      value: stated.state.choices.groupByLabel,
    });
    if (label === undefined || label.trim() === '') throw new Cancelled();
    await set(stated, 'groupByLabel', label.trim());
  }
  await set(stated, 'groupBy', name);
}

async function chooseOne(stated: StatedView, setting: 'sortBy' | 'label', names: readonly string[]): Promise<void> {
  await set(stated, setting, await askForOne(names, stated.state.choices[setting]));
}

async function askForOne(names: readonly string[], present: string): Promise<string> {
  const items = names.map((name) => ({
    label: choiceWord(name, l10n),
    description: name === present ? l10n.t('now') : '',
    name,
  }));
  const chosen = await window.showQuickPick(items);
  if (!chosen) throw new Cancelled();
  return chosen.name;
}

async function chooseSeveral(
  stated: StatedView,
  setting: 'description' | 'hide',
  names: readonly string[],
): Promise<void> {
  const present = stated.state.choices[setting];
  // What is chosen already stands first, in its order, which the user may have set by hand.
  const ordered = [
    ...present.filter((name) => names.includes(name)),
    ...names.filter((name) => !present.includes(name)),
  ];
  const items = ordered.map((name) => ({ label: choiceWord(name, l10n), picked: present.includes(name), name }));
  const chosen = await window.showQuickPick(items, { canPickMany: true });
  if (!chosen) throw new Cancelled();
  await set(
    stated,
    setting,
    chosen.map(({ name }) => name),
  );
}

function hide(stated: StatedView, name: string): Promise<void> {
  return set(stated, 'hide', [...new Set([...stated.state.choices.hide, name])]);
}

function show(stated: StatedView, name: string): Promise<void> {
  return set(
    stated,
    'hide',
    stated.state.choices.hide.filter((hidden) => hidden !== name),
  );
}

async function set({ view }: StatedView, setting: string, value: string | readonly string[]): Promise<void> {
  await workspace.getConfiguration(view.viewId).update(setting, value, ConfigurationTarget.Global);
}
