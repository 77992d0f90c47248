import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { ComposeModel } from '../model.ts';
import type { Service } from '../project.ts';
import { entriesOf } from '../yaml/entries.ts';
import type { Entries } from '../yaml/entries.ts';
import { resolve, scalarOf } from '../yaml/nodes.ts';
import type { ScalarNode } from '../yaml/nodes.ts';
import { problem } from './problem.ts';

/** Names in a service that Compose mistakes for extensions, because they begin with `x-`, and then stumbles over. */
export function checkLostNames({ project }: ComposeModel): readonly Diagnostic[] {
  return [...project.services.values()].flatMap((service) =>
    [...networksOf(service), ...keysBelow(service)]
      .filter(({ text }) => text.startsWith('x-'))
      .map(({ text, span }) =>
        problem(
          'invalid-key',
          span,
          message('Compose takes {0} for an extension here, because it begins with `x-`. Choose another name.', text),
        ),
      ),
  );
}

/** Only services that run are asked for their networks. */
function networksOf({ keys, always }: Service): readonly ScalarNode[] {
  const networks = keys.get('networks');
  if (!networks || !always) return [];
  const node = resolve(networks.value);
  if (node?.kind === 'list') return node.items.map((item) => scalarOf(item)).filter((item) => item !== undefined);
  return keysOf(networks.value);
}

/** The keys of the maps whose values Compose reads into texts or lists, which an extension cannot be. */
function keysBelow({ keys }: Service): readonly ScalarNode[] {
  const build = entriesOf(keys.get('build')?.value);
  return [keys.get('extra_hosts'), keys.get('storage_opt'), build.get('extra_hosts')].flatMap((entry) =>
    keysOf(entry?.value),
  );
}

function keysOf(value: Parameters<typeof entriesOf>[0]): readonly ScalarNode[] {
  const entries: Entries = entriesOf(value);
  return [...entries.values()].map(({ key }) => key);
}
