import type { FormatOptions } from '../../core/language.ts';
import { placeOf, readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toTextEdit } from '../toLsp.ts';
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  FormattingOptions,
  TextEdit,
} from 'vscode-languageserver';

/** Formats a document, or the lines of a range of it. */
export async function formatting(
  session: Session,
  params: DocumentFormattingParams | DocumentRangeFormattingParams,
): Promise<TextEdit[] | null> {
  const options = await optionsOf(session, params);
  const read = readDocument(session, params.textDocument);
  if (!read) return null;
  const { document, model } = read;
  const { text, positions, language } = document;
  const span = 'range' in params ? positions.span(params.range) : { start: 0, end: text.length };
  return language.format?.(model, span, options).map((edit) => toTextEdit(document, edit)) ?? null;
}

/** What to do behind a line break that was just typed. */
export async function formattingOnType(
  session: Session,
  params: DocumentOnTypeFormattingParams,
): Promise<TextEdit[] | null> {
  const options = await optionsOf(session, params);
  const place = placeOf(session, params);
  if (!place) return null;
  const { document, model, offset } = place;
  return document.language.formatOnEnter?.(model, offset, options).map((edit) => toTextEdit(document, edit)) ?? null;
}

interface FormattingRequest {
  readonly textDocument: { readonly uri: string };
  readonly options: FormattingOptions;
}

/** The options of the editor and those of the user. */
async function optionsOf(session: Session, { textDocument, options }: FormattingRequest): Promise<FormatOptions> {
  const { format } = await session.settings.of(textDocument.uri);
  return {
    tabSize: Math.min(Math.max(Math.trunc(options.tabSize) || defaultTabSize, 1), maxTabSize),
    insertSpaces: options.insertSpaces,
    keywordCase: format.keywordCase,
    backslash: format.lineContinuation,
    stageBlankLines: format.blankLinesBetweenStages ?? undefined,
  };
}

const defaultTabSize = 4;
const maxTabSize = 16;
