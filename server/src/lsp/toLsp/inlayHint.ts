import type { InlayHint } from '../../core/language.ts';
import type { Document } from '../documents.ts';
import type * as lsp from 'vscode-languageserver';

export function toInlayHint({ positions }: Document, { offset, text }: InlayHint): lsp.InlayHint {
  return { position: positions.position(offset), label: text, paddingLeft: true };
}
