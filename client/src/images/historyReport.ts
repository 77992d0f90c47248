import type { HistoryStep } from '../engine/imageCalls.ts';
import type { Localizer } from '../ui/localizer.ts';
import { table } from '../ui/markdown.ts';
import { formatAgo, formatSize } from '../ui/quantities.ts';

interface HistoryScene {
  readonly l10n: Localizer;
  readonly locale: string;
  readonly now: number;
}

/** The steps that made an image, the first one first, with the bytes each added. */
export function historyReport(name: string, steps: readonly HistoryStep[], scene: HistoryScene): string {
  const { l10n, locale, now } = scene;
  const total = steps.reduce((sum, step) => sum + step.size, 0);
  const hasMessages = steps.some((step) => messageOf(step) !== '');
  const rows = [...steps]
    .toReversed()
    .map((step, index) => [
      String(index + 1),
      instructionOf(step.createdBy),
      step.size === 0 ? '' : formatSize(step.size),
      step.size === 0 || total === 0 ? '' : `${((step.size / total) * 100).toFixed(1)} %`,
      formatAgo(step.created, now, locale),
      step.tags.join(', '),
      ...(hasMessages ? [messageOf(step)] : []),
    ]);
  const titles = [
    l10n.t('Step'),
    l10n.t('Instruction'),
    l10n.t('Size'),
    l10n.t('Share'),
    l10n.t('Created'),
    l10n.t('Tags'),
    ...(hasMessages ? [l10n.t('Message')] : []),
  ];
  return [factLine(name, steps, total, l10n), '', table(titles, rows), ''].join('\n');
}

/** What somebody wrote who made an image of a container; BuildKit only signs there. */
function messageOf({ comment }: HistoryStep): string {
  return comment.startsWith('buildkit.') ? '' : comment;
}

function factLine(name: string, steps: readonly HistoryStep[], total: number, l10n: Localizer): string {
  return table([l10n.t('Image'), l10n.t('Steps'), l10n.t('Size')], [[name, String(steps.length), formatSize(total)]]);
}

/** As it stands in the Dockerfile: the classic builder wraps all that is no RUN in a comment of the shell. */
export function instructionOf(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^\/bin\/sh -c /, 'RUN ')
    .replace(/^(?:RUN )?\|\d+ (.*?)\/bin\/sh -c /, 'RUN ')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '');
}
