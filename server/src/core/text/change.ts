/** What of a text was replaced: `start…oldEnd` of the old one by `start…newEnd` of the new one. In UTF-16 offsets. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The shortest single change that leads from one text to another. */
export function changeBetween(old: string, text: string): Change {
  const shorter = Math.min(old.length, text.length);
  const start = commonPrefix(old, text, shorter);
  const suffix = commonSuffix(old, text, shorter - start);
  return { start, oldEnd: old.length - suffix, newEnd: text.length - suffix };
}

/** Pieces of this length are compared as a whole, which takes far less time than character by character. */
const pieceLength = 1024;

function commonPrefix(old: string, text: string, limit: number): number {
  let at = 0;
  while (at + pieceLength <= limit && old.slice(at, at + pieceLength) === text.slice(at, at + pieceLength)) {
    at += pieceLength;
  }
  while (at < limit && old.charCodeAt(at) === text.charCodeAt(at)) at++;
  return at;
}

function commonSuffix(old: string, text: string, limit: number): number {
  const oldLength = old.length;
  const { length } = text;
  let count = 0;
  while (
    count + pieceLength <= limit &&
    old.slice(oldLength - count - pieceLength, oldLength - count) ===
      text.slice(length - count - pieceLength, length - count)
  ) {
    count += pieceLength;
  }
  while (count < limit && old.charCodeAt(oldLength - count - 1) === text.charCodeAt(length - count - 1)) count++;
  return count;
}
