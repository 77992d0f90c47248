import type { ComposeServices, ComposeServicesParams } from '../../../../protocol/messages.ts';
import { composeLanguage } from '../../core/languages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';

/** The services that a Compose file declares, by its outline. */
export async function composeServices({ text }: ComposeServicesParams): Promise<ComposeServices> {
  const compose = await composeLanguage();
  const outline = compose.symbols?.(compose.parse(text)) ?? [];
  const lines = lineIndex(text);
  const sections = outline.filter(({ name, kind }) => kind === 'section' && name === 'services');
  const [first] = sections;
  return {
    ...(first && { section: lines.positionAt(first.nameSpan.start) }),
    services: sections.flatMap(({ children }) =>
      children.map(({ name, nameSpan }) => ({ name, start: lines.positionAt(nameSpan.start) })),
    ),
  };
}
