import type { IgnorePattern } from './patterns.ts';
import { readPatterns } from './patterns.ts';

/** A .dockerignore file. */
export interface IgnoreModel {
  readonly text: string;
  readonly patterns: readonly IgnorePattern[];
}

/** Reads a .dockerignore file. Never throws. */
export function ignoreModel(text: string): IgnoreModel {
  return { text, patterns: readPatterns(text) };
}

/** The pattern of the line that `offset` lies in. */
export function patternAt({ text, patterns }: IgnoreModel, offset: number): IgnorePattern | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lf = text.indexOf('\n', offset);
  const end = lf < 0 ? text.length : lf;
  return patterns.find(({ span }) => span.start >= start && span.end <= end);
}
