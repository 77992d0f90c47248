import type { ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from './localizer.ts';

/** What an engine's words mean and what to do, for the failures that people meet most; undefined for all others. */
export function knownFailure(
  words: string,
  l10n: Localizer,
  containers: readonly ContainerInfo[] = [],
): string | undefined {
  const port = takenPort(words);
  if (port !== undefined) {
    const holder = containers.find((container) => container.ports.some(({ hostPort }) => hostPort === port));
    return holder
      ? l10n.t(
          'Port {0} is already in use by the container {1}. Stop that one, or publish another port.',
          port,
          holder.name,
        )
      : l10n.t('Port {0} is already in use by another program. End that one, or publish another port.', port);
  }
  if (/no space left on device/i.test(words)) {
    return l10n.t('The engine’s disk is full. “Show Disk Use” tells what takes the room, and “Clear Away” frees it.');
  }
  const name = /container name "\/?([^"]+)" is already in use/i.exec(words)?.[1];
  if (name !== undefined) return l10n.t('There is already a container named {0}. Choose another name.', name);
  return rarerFailure(words, l10n);
}

function rarerFailure(words: string, l10n: Localizer): string | undefined {
  const missing = /No such image: (\S+)/i.exec(words)?.[1];
  if (missing !== undefined) return l10n.t('There is no image {0} here. Pull or build it first.', missing);
  if (/executable file not found|no such file or directory.*(?:exec|OCI)|OCI.*no such file/is.test(words)) {
    return l10n.t('The command does not exist in the container: {0}', words);
  }
  if (/conflict.*image is being used by (running|stopped) container|image is in use/i.test(words)) {
    return l10n.t('Containers use this image. Remove these first. The engine says: {0}', words);
  }
  if (/volume is (?:being used|in use)/i.test(words)) {
    return l10n.t('Containers use this volume. Remove these first. The engine says: {0}', words);
  }
  if (/has active endpoints|network is being used/i.test(words)) {
    return l10n.t(
      'Containers are connected to this network. Disconnect or stop these first. The engine says: {0}',
      words,
    );
  }
  if (/Pool overlaps with other one|subnet .* (?:is )?(?:already )?(?:used|overlaps)/i.test(words)) {
    return l10n.t('Another network has these addresses already. Choose another subnet, or none.');
  }
  if (/denied|unauthorized|authentication required|no basic auth/i.test(words)) {
    return l10n.t('The registry does not allow this. Log in to it, or check the name. It says: {0}', words);
  }
  if (/pull rate limit|toomanyrequests/i.test(words)) {
    return l10n.t(
      'The registry has given out as much as it allows for now. Log in to it, or wait. It says: {0}',
      words,
    );
  }
  if (/no such host|network is unreachable|i\/o timeout|connection refused/i.test(words)) {
    return l10n.t('The engine cannot reach the other machine. Check the name and the network. It says: {0}', words);
  }
  return undefined;
}

function takenPort(words: string): number | undefined {
  const taken =
    /(?:Bind for|listen tcp\d?|failed to bind (?:host )?port(?: for)?)[^:\n]*?(?:\]|[\d.]*):(\d+)\b.*?(?:already allocated|already in use)/is.exec(
      words,
    ) ?? /:(\d+):? bind: address already in use/i.exec(words);
  return taken?.[1] === undefined ? undefined : Number(taken[1]);
}
