import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import process from 'node:process';
import type { Language } from '../core/language.ts';
import { languageOfFile } from '../core/languages.ts';
import { type Message, message } from '../core/text/message.ts';

/** A file with its language. */
export interface Source {
  /** As it is shown; its language and what lies around it follow from it. */
  readonly name: string;
  /** Without the mark that some editors put before UTF-8. */
  readonly text: string;
  readonly language: Language<unknown>;
  /** What stood before the text, to be written again. */
  readonly mark: string;
  /** Whether the text is all that the file holds, so that it may be written back. */
  readonly isExact: boolean;
}

/** Reads a file, or the standard input where it is called `-`; or says why it cannot be worked with. */
export async function readSource(file: string, stdinName: string): Promise<Source | { readonly problem: Message }> {
  const name = file === '-' ? stdinName : file;
  const known = languageOfFile(name);
  if (!known) return { problem: message('This is neither a Dockerfile nor a Compose file, by its name.') };
  const language = await known.load();
  try {
    // In UTF-8, no character takes more than three bytes for each unit of its length.
    if (file !== '-' && statSync(file).size > language.maxLength * 3 + 3) return tooLarge(language);
    return sourceOf(file === '-' ? await standardInput() : readFileSync(file), name, language);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: message('This file cannot be read: {0}', reason) };
  }
}

function sourceOf(bytes: Buffer, name: string, language: Language<unknown>): Source | { readonly problem: Message } {
  if (bytes.subarray(0, sniffed).includes(0)) {
    return { problem: message('This is no text, or not in UTF-8.') };
  }
  const all = bytes.toString('utf8');
  const mark = all.startsWith(byteOrderMark) ? byteOrderMark : '';
  const text = all.slice(mark.length);
  return text.length > language.maxLength ? tooLarge(language) : { name, text, language, mark, isExact: isUtf8(bytes) };
}

/** Text in UTF-8 has no zero byte; that of other kinds has one soon. */
const sniffed = 8000;

const byteOrderMark = '\ufeff';

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function tooLarge({ maxLength }: Language<unknown>): { readonly problem: Message } {
  return { problem: message('Slipway does not check this file: it is larger than {0} characters.', maxLength) };
}
