import type { Message } from './message.ts';

/**
 * One block of documentation. The edges turn blocks into Markdown or plain text, translate the messages
 * and escape the arguments. In a `text` template Markdown is meant as Markdown.
 */
export type Block =
  | { readonly kind: 'text'; readonly text: Message }
  | { readonly kind: 'code'; readonly language: string; readonly code: string }
  | { readonly kind: 'link'; readonly label: Message; readonly href: string }
  /** The page of a rule that comes with Slipway; where there is none, the address, if there is one. */
  | { readonly kind: 'rulePage'; readonly label: Message; readonly rule: string; readonly href: string | undefined };

/** Documentation as shown in a hover or beside a completion. */
export type Markup = readonly Block[];
