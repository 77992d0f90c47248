import type { Signature, SignatureHelp } from '../../core/language.ts';
import type { Session } from '../session.ts';
import { toMarkup } from '../toLsp.ts';
import type * as lsp from 'vscode-languageserver';

export function toSignatureHelp(session: Session, help: SignatureHelp): lsp.SignatureHelp {
  return {
    signatures: help.signatures.map((signature) => toSignature(session, signature)),
    activeSignature: help.active,
    activeParameter: help.activeParameter,
  };
}

function toSignature(session: Session, { label, docs, parameters }: Signature): lsp.SignatureInformation {
  const { markdownSignature, signatureOffsets } = session.client;
  const documentation = (markup: Signature['docs']): Pick<lsp.SignatureInformation, 'documentation'> =>
    markup.length > 0 ? { documentation: toMarkup(markup, session, markdownSignature) } : {};
  return {
    label,
    ...documentation(docs),
    parameters: parameters.map(({ start, end, docs: own }) => ({
      label: signatureOffsets ? [start, end] : label.slice(start, end),
      ...documentation(own),
    })),
  };
}
