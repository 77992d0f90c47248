import type { SemanticTokensEdit } from 'vscode-languageserver';

/** The semantic tokens that the client has of each document: it asks for what has changed since, by their number. */
export interface SentTokens {
  /** Keeps what is sent and gives the number to send with it. */
  keep(uri: string, data: readonly number[]): string;
  /** The tokens with a number; undefined where they are not known any more. */
  known(uri: string, id: string): readonly number[] | undefined;
  forget(uri: string): void;
}

export function sentTokens(): SentTokens {
  const sent = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  let last = 0;
  return {
    keep(uri, data) {
      const id = String(++last);
      sent.set(uri, { id, data });
      return id;
    },
    known(uri, id) {
      const found = sent.get(uri);
      return found?.id === id ? found.data : undefined;
    },
    forget: (uri) => void sent.delete(uri),
  };
}

/** The one edit that leads from some tokens to others: offsets count numbers, five for each token. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let suffix = 0;
  while (suffix < shorter - start && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - suffix - start, data: after.slice(start, after.length - suffix) }];
}
