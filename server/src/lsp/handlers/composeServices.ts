import type { ComposeServices, ComposeServicesParams } from '../../../../protocol/messages.ts';
import { parseCompose } from '../../core/compose/model.ts';
import { languageById } from '../../core/languages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';

/** The services that a Compose file declares, by its outline. */
export function composeServices({ text }: ComposeServicesParams): ComposeServices {
  const compose = languageById('dockercompose');
  const outline = compose?.symbols?.(compose.parse(text)) ?? [];
  const lines = lineIndex(text);
  const sections = outline.filter(({ name, kind }) => kind === 'section' && name === 'services');
  const [first] = sections;
  return {
    ...(first && { section: lines.positionAt(first.nameSpan.start) }),
    services: sections.flatMap(({ children }) =>
      children.map(({ name, nameSpan }) => ({ name, start: lines.positionAt(nameSpan.start) })),
    ),
    profiles: [...parseCompose(text).project.profiles],
  };
}
