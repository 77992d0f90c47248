import { numberAt, objectAt, textAt } from '../engine/json.ts';
import type { Localizer } from './localizer.ts';
import { formatSize } from './quantities.ts';

interface LayerState {
  readonly phase: Phase;
  readonly current: number;
  readonly total: number;
}

type Phase = 'waiting' | 'transfer' | 'unpacking' | 'done';

const phases: readonly (readonly [RegExp, Phase])[] = [
  [/^(?:already exists|pull complete|pushed|layer already exists|mounted from)/i, 'done'],
  [/^(?:extracting|verifying checksum|download complete)/i, 'unpacking'],
  [/^(?:downloading|pushing)/i, 'transfer'],
];

/** How far a pull or a push has come, layer by layer, from the engine's messages. */
export class TransferProgress {
  readonly #layers = new Map<string, LayerState>();
  #digest = '';

  /** Of the image, where the engine has told it. */
  get digest(): string {
    return this.#digest;
  }

  take(message: unknown): void {
    const status = textAt(message, 'status');
    this.#digest = /digest: (sha256:[a-f0-9]{64})/i.exec(status)?.[1] ?? this.#digest;
    const id = textAt(message, 'id');
    // The first message names the tag in the place of a layer.
    if (!/^[a-f0-9]{12,64}$/.test(id)) return;
    const phase = phases.find(([pattern]) => pattern.test(status))?.[1] ?? 'waiting';
    const detail = objectAt(message, 'progressDetail');
    const before = this.#layers.get(id);
    const total = Math.max(numberAt(detail, 'total'), before?.total ?? 0);
    const current = phase === 'transfer' ? numberAt(detail, 'current') : phase === 'waiting' ? 0 : total;
    this.#layers.set(id, { phase, current, total });
  }

  /** Between 0 and 1. */
  get fraction(): number {
    const layers = [...this.#layers.values()];
    if (layers.length === 0) return 0;
    const shares = layers.map(({ phase, current, total }) =>
      phase === 'done' ? 1 : phase === 'unpacking' ? 0.9 : total > 0 ? (Math.min(current, total) / total) * 0.9 : 0,
    );
    return shares.reduce((sum, share) => sum + share, 0) / layers.length;
  }

  /** In a line: how many layers are done, and how many bytes have come. */
  sentence(l10n: Localizer): string {
    const layers = [...this.#layers.values()];
    if (layers.length === 0) return l10n.t('Asking the registry');
    const done = layers.filter(({ phase }) => phase === 'done').length;
    const current = layers.reduce((sum, layer) => sum + layer.current, 0);
    const total = layers.reduce((sum, layer) => sum + layer.total, 0);
    const unpacking = layers.filter(({ phase }) => phase === 'unpacking').length;
    return [
      l10n.t('{0} of {1} layers', done, layers.length),
      ...(total > 0 ? [l10n.t('{0} of {1}', formatSize(current), formatSize(total))] : []),
      ...(unpacking > 0 ? [l10n.t('unpacking {0}', unpacking)] : []),
    ].join(', ');
  }
}
