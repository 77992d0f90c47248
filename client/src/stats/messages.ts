/** One curve's newest value, already in words too. */
export interface Point {
  readonly value: number;
  readonly text: string;
}

/** What the extension tells the page: the newest use of one container, or why there is none. */
export type ToStatsPage =
  | { readonly type: 'sample'; readonly from: number; readonly charts: readonly (readonly Point[])[] }
  | { readonly type: 'remark'; readonly from: number; readonly text: string };

/** The page can be told now. */
export interface FromStatsPage {
  readonly type: 'ready';
}

export interface StatsTexts {
  /** The titles of the charts, with what their curves are. */
  readonly charts: readonly string[];
  readonly names: readonly string[];
}
