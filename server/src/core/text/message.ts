/**
 * A text for people: an English template whose `{0}`, `{1}`… stand for `args`.
 * The template is the key of its translations (l10n/), so it is a literal, never composed.
 */
export interface Message {
  readonly text: string;
  readonly args: readonly (string | number)[];
}

/** Builds a message. The first argument must be a string literal: scripts/texts.ts collects it for translation. */
export function message(text: string, ...args: readonly (string | number)[]): Message {
  return { text, args };
}

/** Looks up the translation of an English template; returns it unchanged where there is none. */
export type Translate = (template: string) => string;

/** The finished text: the translated template with its arguments put in as they are. */
export function render(text: Message, translate: Translate): string {
  const template = translate(text.text);
  if (text.args.length === 0) return template;
  return template.replaceAll(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = text.args[Number(index)];
    return value === undefined ? placeholder : String(value);
  });
}
