import { readFileSync } from 'node:fs';
import type { Language } from '../core/language.ts';
import { languageOfFile } from '../core/languages.ts';
import { type Message, message } from '../core/text/message.ts';

/** A file with its language, or why it cannot be worked with. */
export type Source = { readonly text: string; readonly language: Language<unknown> } | { readonly problem: Message };

/** Reads a file, or the standard input where it is called `-`; `name` tells the language. */
export function readSource(file: string, name: string): Source {
  const language = languageOfFile(name);
  if (!language) return { problem: message('This is neither a Dockerfile nor a Compose file, by its name.') };
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    return text.length > language.maxLength ? tooLarge(language) : { text, language };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: message('This file cannot be read: {0}', reason) };
  }
}

function tooLarge({ maxLength }: Language<unknown>): Source {
  return { problem: message('Slipway does not check this file: it is larger than {0} characters.', maxLength) };
}
