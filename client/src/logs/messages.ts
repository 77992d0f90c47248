import type { ShownLine } from './logBuffer.ts';

/** What the extension tells the page of a log. */
export type ToLogPage =
  | { readonly type: 'lines'; readonly lines: readonly ShownLine[]; readonly lost: string }
  | { readonly type: 'remark'; readonly text: string }
  | { readonly type: 'clear' };

/** What the page tells the extension. `ready` asks for all lines; `taken` for the next ones. */
export interface FromLogPage {
  readonly type: 'ready' | 'taken' | 'clear' | 'save';
}

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
  readonly names: readonly string[];
}
