/** A language server to measure. */
export interface Subject {
  readonly name: string;
  /** The script and its arguments, run by this Node. */
  readonly command: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}
/** Times in milliseconds, medians where a thing is done often; memory in megabytes. */
export interface Figures {
  readonly start: number;
  readonly open: number;
  readonly edit: number;
  readonly completion: number;
  readonly hover: number;
  readonly memory: number;
}
interface BenchDocument {
  readonly languageId: string;
  readonly file: string;
  readonly text: string;
}
/** Measures one fresh process of a server on one document. */
export declare function measureServer({ command, settings }: Subject, document: BenchDocument): Promise<Figures>;
export {};
