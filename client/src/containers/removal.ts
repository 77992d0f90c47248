import type { ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';

/** Whether a container's programs run, or could go on. */
export function isActive({ state }: ContainerInfo): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

/** Volumes that the engine named itself: nobody finds them again when their containers are gone. */
export function anonymousVolumes(containers: readonly ContainerInfo[]): readonly string[] {
  const sources = containers.flatMap(({ mounts }) => mounts.filter(({ type }) => type === 'volume'));
  return [...new Set(sources.map(({ source }) => source).filter((source) => /^[a-f0-9]{64}$/.test(source)))];
}

interface RemovalQuestion {
  readonly message: string;
  readonly detail: string;
  readonly action: string;
}

/** The question before containers are removed: which ones, what is lost with them, and what stays. */
export function removalOf(containers: readonly ContainerInfo[], l10n: Localizer): RemovalQuestion {
  const running = containers.filter(isActive);
  const [first] = containers;
  const message =
    containers.length === 1 && first
      ? running.length === 1
        ? l10n.t('{0} is running. Stop and remove it?', first.name)
        : l10n.t('Remove the container {0}?', first.name)
      : running.length > 0
        ? l10n.t(
            '{0} of these {1} containers are running. Stop and remove them all?',
            running.length,
            containers.length,
          )
        : l10n.t('Remove these {0} containers?', containers.length);
  return {
    message,
    detail: [names(containers), l10n.t('Logs and files written outside of volumes will be lost. Volumes stay.')]
      .filter((part) => part !== '')
      .join('\n\n'),
    action: running.length > 0 ? l10n.t('Stop and Remove') : l10n.t('Remove'),
  };
}

/** The message of a single one says its name already. */
function names(containers: readonly ContainerInfo[]): string {
  if (containers.length === 1) return '';
  const lines = containers.slice(0, 15).map((container) => `• ${container.name} (${container.image})`);
  return [...lines, ...(containers.length > 15 ? ['…'] : [])].join('\n');
}

/** What is asked about volumes without a name: the button that removes them, too, and what it does. */
export function volumesQuestion(
  action: string,
  count: number,
  l10n: Localizer,
): { readonly action: string; readonly detail: string } {
  if (count === 1) {
    const withIt = l10n.t('{0} with Its Volume', action);
    const detail = l10n.t(
      'There is a volume without a name, which no other container uses. It stays, unless you remove it with “{0}”: its data is lost then.',
      withIt,
    );
    return { action: withIt, detail };
  }
  const withThem = l10n.t('{0} with {1} Volumes', action, count);
  const detail = l10n.t(
    'They have {0} volumes without a name, which no other container uses. These stay, unless you remove them with “{1}”: their data is lost then.',
    count,
    withThem,
  );
  return { action: withThem, detail };
}
