import type { Localizer } from '../ui/localizer.ts';
import { section, table } from '../ui/markdown.ts';
import { formatSize } from '../ui/quantities.ts';
import type { Layer, LayerFile } from './layers.ts';

/** Files of a layer that are shown, the largest ones. */
const mostFiles = 100;

/** What each layer of an image holds, and what of it is there for nothing. */
export function layerReport(name: string, layers: readonly Layer[], l10n: Localizer): string {
  const total = sum(layers.map(({ size }) => size));
  const wasted = sum(layers.map((layer) => layer.wasted));
  const share = total === 0 ? 100 : ((total - wasted) / total) * 100;
  return [
    table(
      [l10n.t('Image'), l10n.t('Layers'), l10n.t('Size'), l10n.t('Wasted'), l10n.t('Well used')],
      [[name, String(layers.length), formatSize(total), formatSize(wasted), `${share.toFixed(1)} %`]],
    ),
    '',
    section(
      l10n.t('Layers'),
      table(
        [
          '',
          l10n.t('Instruction'),
          l10n.t('Size'),
          l10n.t('Wasted'),
          l10n.t('Added'),
          l10n.t('Changed'),
          l10n.t('Removed'),
        ],
        layers.map((layer, index) => [
          String(index + 1),
          layer.instruction,
          formatSize(layer.size),
          layer.wasted === 0 ? '' : formatSize(layer.wasted),
          ...(['added', 'changed', 'removed'] as const).map((what) => String(count(layer.files, what) || '')),
        ]),
      ),
    ),
    ...layers.map((layer, index) => section(l10n.t('Layer {0}', index + 1), filesOf(layer.files, l10n))),
  ].join('\n');
}

function filesOf(files: readonly LayerFile[], l10n: Localizer): string {
  const words = { added: l10n.t('added'), changed: l10n.t('changed'), removed: l10n.t('removed') };
  const largest = [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1)).slice(0, mostFiles);
  const rows = largest.map(({ path, what, size }) => [path, words[what], what === 'removed' ? '' : formatSize(size)]);
  const rest = files.length - largest.length;
  const more = rest > 0 ? [[l10n.t('… and {0} more', rest), '', '']] : [];
  return table([l10n.t('File'), '', l10n.t('Size')], [...rows, ...more]);
}

function count(files: readonly LayerFile[], what: LayerFile['what']): number {
  return files.filter((file) => file.what === what).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
