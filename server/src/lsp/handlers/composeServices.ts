import type { ComposeServices, ComposeServicesParams } from '../../../../protocol/messages.ts';
import { servicesOfCompose } from '../../core/languages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';

/** The services that a Compose file declares. */
export async function composeServices({ text }: ComposeServicesParams): Promise<ComposeServices> {
  const { section, services, profiles } = await servicesOfCompose(text);
  const lines = lineIndex(text);
  return {
    ...(section && { section: lines.positionAt(section.start) }),
    services: services.map(({ name, span }) => ({ name, start: lines.positionAt(span.start) })),
    profiles,
  };
}
