import { labelOf } from '../ui/foreignText.ts';
import { env, l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { Cancelled } from '../ui/failure.ts';
import { formatAgo } from '../ui/quantities.ts';
import { shellLine } from '../ui/shellLine.ts';
import { runLineOf, valueOf } from './options.ts';
import type { EarlierRun } from './savedRuns.ts';
import { withoutSecrets } from './secrets.ts';

interface RunItem extends QuickPickItem {
  readonly run: EarlierRun;
}

/** Lets the user choose an earlier run, to be run as it was or to be changed before. Throws Cancelled. */
export function pickRun(runs: readonly EarlierRun[]): Promise<readonly [EarlierRun, 'as-it-was' | 'change']> {
  const change = { iconPath: new ThemeIcon('settings-gear'), tooltip: l10n.t('Change the options first') };
  const picker = window.createQuickPick<RunItem>();
  picker.items = runs.map((run) => ({ ...itemOf(run), buttons: [change] }));
  picker.title = l10n.t('Run again');
  picker.placeholder = l10n.t('Enter runs it as it was; the wheel changes its options first');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  return new Promise<readonly [EarlierRun, 'as-it-was' | 'change']>((done, fail) => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (item) done([item.run, 'as-it-was']);
    });
    picker.onDidTriggerItemButton(({ item }) => done([item.run, 'change']));
    picker.onDidHide(() => fail(new Cancelled()));
    picker.show();
  }).finally(() => picker.dispose());
}

function itemOf(run: EarlierRun): RunItem {
  const { options, at } = run;
  return {
    label: labelOf(valueOf(options, 'name') || options.image),
    iconPath: new ThemeIcon('debug-rerun'),
    description: formatAgo(at, Date.now(), env.language),
    detail: shellLine(runLineOf(withoutSecrets(options))),
    run,
  };
}
