// What an edit costs in a Compose project of several files: read, filled in, merged and judged again.
import { compose } from '../../server/src/core/compose/index.ts';
import { diskWith, workspaceWith } from '../helpers/workspace.ts';
import { composeText } from './texts.ts';

/** Milliseconds: what the first look costs, and what each look behind an edit does. */
export interface ProjectCost {
  readonly first: number;
  readonly edit: number;
}

const edits = 20;

/** Measures a project whose main file includes `others` files of so many lines, while one types in the main file. */
export async function projectCost(others: number, lines: number): Promise<ProjectCost> {
  const included = Array.from({ length: others }, (_, index) => `part${index}.yaml`);
  const text = `${include(included)}${composeText(lines)}`;
  const parts = included.map((name, index) => [name, partText(index, lines)] as const);
  const files = { ...Object.fromEntries(parts), 'compose.yaml': text };
  const workspace = workspaceWith(files, 'compose.yaml', { disk: diskWith(files) });
  let model = compose.parse(text);
  const first = await timed(() => compose.inspect?.(model, workspace));
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const changed = text.replace('LOG_LEVEL: info', `LOG_LEVEL: info${edit}`);
    model = compose.parse(changed, model);
    times.push(await timed(() => compose.inspect?.(model, workspace)));
  }
  return { first, edit: times.toSorted((a, b) => a - b)[Math.floor(edits / 2)] ?? Number.NaN };
}

function include(names: readonly string[]): string {
  return names.length === 0 ? '' : `include: [${names.join(', ')}]\n`;
}

/** The same services under names of their own. */
function partText(part: number, lines: number): string {
  return composeText(lines)
    .replace(/^name: .*\n/, '')
    .replaceAll(/\bservice(?=\d)/g, `part${part}service`)
    .replaceAll(/"1(\d{4}):80"/g, '"80"');
}

async function timed(run: () => unknown): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
