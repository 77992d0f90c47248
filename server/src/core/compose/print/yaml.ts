import { scalarType } from '../yaml/scalar.ts';
import type { Origin } from '../project/value.ts';
import type { Out, OutEntry, OutScalar } from './out.ts';

/** A text, and which of its pieces come from where. */
export interface Printed {
  readonly text: string;
  readonly sources: readonly Source[];
}

/** A piece of a printed text, and where it comes from. */
export interface Source {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Writes a configuration as `docker compose config` does, in the style of go-yaml. A `$` is doubled. */
export function printYaml(entries: readonly OutEntry[]): Printed {
  const writer: Writer = { parts: [], length: 0, sources: [] };
  writeEntries(writer, entries, 0);
  return { text: writer.parts.join(''), sources: writer.sources };
}

interface Writer {
  readonly parts: string[];
  length: number;
  readonly sources: Source[];
}

function write(writer: Writer, text: string, origin?: Origin): void {
  const escaped = text.replaceAll(
    /[\u0000-\u001F"\\\u007F-\u009F\u2028\u2029\uFEFF]|[\u{10000}-\u{10FFFF}]/gu,
    (char) => {
      const known = escapes[char];
      if (known !== undefined) return known;
      const code = char.codePointAt(0) ?? 0;
      const digits = code.toString(16).toUpperCase();
      if (code > 0xffff) return `\\U${digits.padStart(8, '0')}`;
      return code > 0xff ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`;
    },
  );
  return `"${escaped}"`;
}
