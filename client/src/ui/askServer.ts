/** Asks the language server. */
export type AskServer = (method: string, params: unknown) => Promise<unknown>;
