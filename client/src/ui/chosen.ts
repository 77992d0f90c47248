import type { Kind, LiveEngine, ResourceRef, Resources } from '../engine/engine.ts';
import { Failure } from './failure.ts';
import { pickOne, pickSeveral, type PickView } from './pick.ts';
import { selectedRefs } from './selection.ts';

type Args = readonly unknown[];

/** What was clicked or selected, less what the command does not suit; from the palette, what the user picks. */
export async function chosenSeveral<K extends Kind>(
  live: LiveEngine,
  args: Args,
  view: PickView<K>,
): Promise<readonly ResourceRef[]> {
  const selected = selectedRefs(view.kind, args);
  return selected.length === 0 ? pickSeveral(live, view) : suited(live, selected, view);
}

/** The same for commands that are for one thing. */
export async function chosenOne<K extends Kind>(live: LiveEngine, args: Args, view: PickView<K>): Promise<ResourceRef> {
  const selected = selectedRefs(view.kind, args);
  const [first] = selected.length === 0 ? [] : await suited(live, selected, view);
  return first ?? pickOne(live, view);
}

async function suited<K extends Kind>(
  live: LiveEngine,
  selected: readonly ResourceRef[],
  { kind, suits, nothing }: PickView<K>,
): Promise<readonly ResourceRef[]> {
  if (!suits) return selected;
  const known = new Set((await live.items(kind)).filter(suits).map((item) => item.id));
  const refs = selected.filter((ref) => known.has(ref.id));
  if (refs.length === 0) throw new Failure(nothing);
  return refs;
}

/** The thing itself, as it is now. Throws a Failure where it is gone. */
export async function itemOf<K extends Kind>(
  live: LiveEngine,
  kind: K,
  ref: ResourceRef,
  gone: string,
): Promise<Resources[K]> {
  const item = (await live.items(kind)).find(({ id }) => id === ref.id);
  if (!item) throw new Failure(gone);
  return item;
}
