import type {
  ComposePreview,
  ComposePreviewParams,
  ComposeSource,
  ComposeSourceParams,
} from '../../../../protocol/messages.ts';
import type { FilePlace, Preview } from '../../core/language.ts';
import { composeLanguage } from '../../core/languages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';
import { message, render } from '../../core/text/message.ts';
import { uriOfPath } from '../fileUris.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { workspaceOf } from '../workspace.ts';
import type { ExecuteCommandParams } from 'vscode-languageserver';

/** The command by which clients ask that know no requests of ours. */
export const composePreviewCommand = 'slipway.compose.preview';

/** The effective configuration of a Compose file's project, as a text. */
export async function composePreview(session: Session, params: ComposePreviewParams): Promise<ComposePreview | null> {
  const preview = await previewOf(session, params);
  return preview ? { name: preview.name, text: headOf(session, preview) + preview.text } : null;
}

/** The same by a command. */
export async function executeCommand(
  session: Session,
  { command, arguments: [uri] = [] }: ExecuteCommandParams,
): Promise<string | null> {
  if (command !== composePreviewCommand || typeof uri !== 'string') return null;
  return (await composePreview(session, { uri }))?.text ?? null;
}

/** Where a piece of that text comes from. */
export async function composeSource(session: Session, params: ComposeSourceParams): Promise<ComposeSource | null> {
  const preview = await previewOf(session, params);
  if (!preview) return null;
  const head = headOf(session, preview);
  const offset = lineIndex(head + preview.text).offsetAt(params) - head.length;
  const place = preview.sourceAt(offset);
  return place ? locationOf(place) : null;
}

async function previewOf(session: Session, { uri }: ComposePreviewParams): Promise<Preview | undefined> {
  const read = readDocument(session, { uri });
  const workspace = workspaceOf(session, { uri });
  if (read) return read.document.language.preview?.(read.model, workspace);
  const text = await session.host.readFile(uri);
  if (text === undefined) return undefined;
  const compose = await composeLanguage();
  return compose.preview?.(compose.parse(text), workspace);
}

/** What is wrong, in comments, so that the rest stays YAML. */
function headOf({ translate }: Session, { problems }: Preview): string {
  const lines = problems.map(({ message: words, place }) => {
    const { line } = lineIndex(place.text).positionAt(place.span.start);
    const where = place.path === '' ? '' : ` (${place.path}:${line + 1})`;
    return `# ${render(words, translate).replaceAll(/\s+/g, ' ')}${where}\n`;
  });
  const intro = message('Docker Compose refuses this project, as long as this is wrong:');
  return lines.length === 0 ? '' : `# ${render(intro, translate)}\n${lines.join('')}`;
}

function locationOf({ path, text, span }: FilePlace): ComposeSource {
  const lines = lineIndex(text);
  return { uri: uriOfPath(path), start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}
