import type { Completion } from '../../language.ts';
import type { ComposeModel } from '../model.ts';
import { sitesOf } from '../sites.ts';
import { cursorAt } from './cursor.ts';
import { offer } from './scene.ts';

/** The anchors that stand before the cursor, where an alias is written: behind `*`, and as what `<<` takes over. */
export function aliasCompletions(model: ComposeModel, offset: number): readonly Completion[] | undefined {
  if (model.yaml.anchorNames.size === 0) return undefined;
  const cursor = cursorAt(model, offset);
  if (!cursor || cursor.quote !== '' || cursor.position === 'flow key') return undefined;
  const merges = cursor.path.some((step) => typeof step === 'object' && step.key === '<<');
  if (!cursor.word.startsWith('*') && !merges) return undefined;
  const anchors = sitesOf(model).filter(
    ({ kind, role, span }) => kind === 'anchor' && role === 'definition' && span.start < cursor.span.start,
  );
  return [...new Map(anchors.map((site) => [site.name, site])).values()].map(({ name, whole }) =>
    offer(cursor, {
      label: `*${name}`,
      kind: 'reference',
      newText: `*${name}`,
      isSnippet: false,
      rank: `0${name}`,
      docs: [{ kind: 'code', language: 'yaml', code: model.text.slice(whole.start, whole.end) }],
      detail: undefined,
    }),
  );
}
