import type { ContainerInfo, Kind, Resources } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';

/** A row of a view, as plain data. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** A codicon and the theme colour it is drawn in. */
  readonly icon: RowIcon;
  /** What the `when` clauses of the menus look at. */
  readonly contextValue: string;
  /** What a screen reader says: everything that the row shows by shape or colour, in words. */
  readonly spoken: string;
}

export interface RowIcon {
  readonly id: string;
  readonly color?: string;
}

/** What a row may need besides its own thing. */
export interface Scene {
  readonly l10n: Localizer;
  /** BCP 47, for times. */
  readonly locale: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly containers: readonly ContainerInfo[];
}

/** All that is particular to one kind of thing; treeProvider.ts does the rest, the same for all. */
export interface ResourceView<K extends Kind> {
  readonly kind: K;
  /** The view's id in package.json. */
  readonly viewId: string;
  /** Whether its rows also tell something of the containers. */
  readonly readsContainers: 'reads containers' | 'alone';
  compare(a: Resources[K], b: Resources[K]): number;
  row(item: Resources[K], scene: Scene): Row;
  /** Markdown for the hover. The details are what the engine's inspection says, where it could be had. */
  tooltip(item: Resources[K], details: unknown, scene: Scene): string;
  readonly groups?: Grouping<Resources[K]>;
}

export interface Grouping<T> {
  /** The name of the item's group, or undefined where it stands alone. */
  of(item: T): string | undefined;
  row(name: string, members: readonly T[], scene: Scene): Row;
}
