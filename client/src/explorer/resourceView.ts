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

/** What the user chose for one view, by settings. */
export interface ViewChoices {
  /** The name of a grouping; `none` for a flat list. */
  readonly groupBy: string;
  /** The label that the grouping `label` goes by. */
  readonly groupByLabel: string;
  readonly sortBy: string;
  /** The name of a property. */
  readonly label: string;
  /** Names of properties, in their order. */
  readonly description: readonly string[];
  /** Names of what is left out. */
  readonly hide: readonly string[];
}

/** Where in a view a row stands, and how it is to look. */
export interface Place {
  readonly choices: ViewChoices;
  /** The names of the groups around it, the outermost first. */
  readonly path: readonly string[];
}

/** One thing that a label or a description can show; empty where there is nothing to show. */
export type Property<T> = (item: T, scene: Scene, place: Place) => string;

/** One step of grouping. */
export interface Level<T> {
  /** The names of the item's groups within those above; none where it stands in the innermost of these itself. */
  of(item: T, choices: ViewChoices, above: readonly string[]): readonly string[];
  row(name: string, members: readonly T[], scene: Scene): Row;
  /** The names in the order to show them; by the alphabet where it is left out. */
  readonly order?: readonly string[];
}

/** How things of this kind and containers belong together. */
interface Usage<T> {
  /** What a container uses, as `key` tells it. */
  readonly keysOf: (container: ContainerInfo) => readonly string[];
  key(item: T): string;
}

/** All that is particular to one kind of thing; treeProvider.ts does the rest, the same for all. */
export interface ResourceView<K extends Kind> {
  readonly kind: K;
  /** The view's id in package.json. */
  readonly viewId: string;
  /** Where its rows also tell something of the containers, and have these below them. */
  readonly usage?: Usage<Resources[K]>;
  readonly properties: Readonly<Record<string, Property<Resources[K]>>>;
  /** By the name in the setting. */
  readonly orders: Readonly<Record<string, (a: Resources[K], b: Resources[K]) => number>>;
  /** By the name in the setting; each is a way from the outermost level inwards. */
  readonly groupings: Readonly<Record<string, readonly Level<Resources[K]>[]>>;
  /** What can be left out, by the name in the setting. */
  readonly hides: Readonly<Record<string, (item: Resources[K], scene: Scene) => boolean>>;
  /** What is there for a moment only and means nothing to anybody. */
  conceals?(item: Resources[K]): boolean;
  readonly defaults: ViewChoices;
  row(item: Resources[K], scene: Scene, place?: Place): Row;
  /** Everything that a search in the view looks at. */
  searchText(item: Resources[K], scene: Scene): string;
  /** Markdown for the hover. The details are what the engine's inspection says, where it could be had. */
  tooltip(item: Resources[K], details: unknown, scene: Scene): string;
}

/** What the user chose to see of it besides what is said of all of its kind: a screen reader says it, too. */
export function alsoSpoken<T>(
  { properties, said }: { properties: Readonly<Record<string, Property<T>>>; said: readonly string[] },
  item: T,
  scene: Scene,
  place: Place,
): readonly string[] {
  const names = place.choices.description.filter((name) => !said.includes(name));
  return names.map((name) => properties[name]?.(item, scene, place) ?? '').filter((part) => part !== '');
}

/** The properties with these names that say something, in their order. */
export function describe<T>(
  properties: Readonly<Record<string, Property<T>>>,
  item: T,
  scene: Scene,
  place: Place,
): string {
  const parts = place.choices.description.map((name) => properties[name]?.(item, scene, place) ?? '');
  return parts.filter((part, index) => part !== '' && parts.indexOf(part) === index).join(' · ');
}
