import type { Completion, CompletionKind } from '../../language.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { meantPath } from '../meantPath.ts';
import type { ComposeModel } from '../model.ts';
import type { Service } from '../project.ts';
import { lookUp } from '../spec/lookup.ts';
import type { Spot } from '../spec/lookup.ts';
import { scalarOf } from '../yaml/nodes.ts';
import { cursorAt } from './cursor.ts';
import type { Cursor } from './cursor.ts';

/** The place of the cursor, and what the table says of it. */
export interface Scene {
  readonly model: ComposeModel;
  readonly cursor: Cursor;
  readonly spot: Spot;
}

/** Undefined where nothing of the table can be written. */
export function sceneAt(model: ComposeModel, offset: number): Scene | undefined {
  const found = cursorAt(model, offset);
  if (!found) return undefined;
  const cursor = { ...found, path: meantPath(model, found.path) };
  const spot = lookUp(cursor.path);
  return spot && { model, cursor, spot };
}

/** What is offered at the cursor, before it has its place there. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly newText: string;
  readonly isSnippet: boolean;
  /** Sorts it among the others. */
  readonly rank: string;
  readonly docs: Markup;
  readonly detail: Message | undefined;
  /** What is replaced, where that is not the whole word. */
  readonly span?: Span;
  readonly furtherEdits?: readonly TextEdit[];
}

export function offer(cursor: Cursor, { rank, detail, span = cursor.span, ...rest }: Offer): Completion {
  const newText = span === cursor.span ? cursor.lead + rest.newText : rest.newText;
  return { ...rest, newText, span, sortText: rank, ...(detail ? { detail } : {}) };
}

/** A value without more to say; in quotes, where brackets and braces would end it early. */
export function valueOffer(cursor: Cursor, text: string, docs: Markup = []): Completion {
  const isCut = cursor.position === 'flow value' && cursor.quote === '' && /^[^"'].*[,[\]{}]/.test(text);
  return offer(cursor, {
    label: text,
    kind: 'value',
    newText: isCut ? JSON.stringify(text) : text,
    isSnippet: false,
    rank: `0${text}`,
    docs,
    detail: undefined,
  });
}

/** The way to the cursor as text: `services.*.ports.[]`, with a star for the names of services, volumes and so on. */
export function pathOf({ path }: Cursor): string {
  const [first] = path;
  const isNamed = typeof first === 'object' && named.has(first.key);
  return path.map((step, index) => (step === 'item' ? '[]' : index === 1 && isNamed ? '*' : step.key)).join('.');
}

const named: ReadonlySet<string> = new Set(['services', 'networks', 'volumes', 'secrets', 'configs', 'models']);

/** The service that the cursor is in. */
export function serviceAt({ model, cursor }: Scene): Service | undefined {
  const [first, second] = cursor.path;
  if (typeof first !== 'object' || first.key !== 'services' || typeof second !== 'object') return undefined;
  return model.project.services.get(second.key);
}

/** The name of a service's image without registry, organisation and tag. */
export function imageNameOf(service: Service | undefined): string | undefined {
  const image = scalarOf(service?.keys.get('image')?.value)?.text;
  return image === undefined ? undefined : /^(?:.*\/)?([^:@/]+)/.exec(image)?.[1];
}

/** A text as a snippet has it where it stands for itself. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}
