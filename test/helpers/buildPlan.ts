import type { BuildPlan } from '../../protocol/messages.ts';
import { buildPlan } from '../../server/src/core/dockerfile/buildPlan.ts';
import { withPlaces } from '../../server/src/lsp/handlers/buildPlan.ts';

/** What the server says of the build of a Dockerfile. */
export function buildPlanOf(text: string): BuildPlan {
  return withPlaces(buildPlan(text), text);
}
