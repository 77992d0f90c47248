import type { Span } from '../text/span.ts';
import { parseCompose } from './model.ts';
import { symbols } from './symbols.ts';

/** The services that a file declares. */
export interface ServiceList {
  /** The name of the section; undefined where there is none. */
  readonly section: Span | undefined;
  readonly services: readonly { readonly name: string; readonly span: Span }[];
  readonly profiles: readonly string[];
}

/** Reads which services a file declares. Never throws. */
export function serviceList(text: string): ServiceList {
  const model = parseCompose(text);
  const sections = symbols(model).filter(({ name, kind }) => kind === 'section' && name === 'services');
  return {
    section: sections[0]?.nameSpan,
    services: sections.flatMap(({ children }) => children.map(({ name, nameSpan }) => ({ name, span: nameSpan }))),
    profiles: [...model.project.profiles],
  };
}
