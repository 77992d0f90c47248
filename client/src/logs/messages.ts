import type { ShownLine } from './logBuffer.ts';

/** What the extension tells the page of a log. */
export type ToLogPage =
  | { readonly type: 'lines'; readonly lines: readonly ShownLine[]; readonly lost: string }
  | { readonly type: 'remark'; readonly text: string }
  | { readonly type: 'clear' };

/** What the page tells the extension. `ready` asks for all lines; `taken` for the next ones. */
export type FromLogPage =
  | { readonly type: 'ready' | 'taken' | 'clear' | 'save' }
  /** The log of the last minutes; 0 for the last lines, as at the start. */
  | { readonly type: 'since'; readonly minutes: number }
  /** A place that a line names, both counted from 1. */
  | { readonly type: 'open'; readonly path: string; readonly line: number; readonly column: number };

/** Minutes that stand for the whole log. */
export const wholeLog = 1e9;

/** The texts of the page, in the language of the display. */
export interface LogTexts {
  readonly search: string;
  readonly onlyMatches: string;
  readonly levels: string;
  readonly all: string;
  readonly warnings: string;
  readonly errors: string;
  readonly times: string;
  readonly wrap: string;
  readonly follow: string;
  readonly clear: string;
  readonly save: string;
  readonly from: string;
  /** The choices of where to begin, by their minutes. */
  readonly begins: readonly (readonly [minutes: number, text: string])[];
  readonly names: readonly string[];
}
