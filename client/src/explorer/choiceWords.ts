import type { Localizer } from '../ui/localizer.ts';

/** The names of settings' values, of groupings, orders, properties and of what can be hidden, in words. */
export function choiceWord(name: string, l10n: Localizer): string {
  const words: Readonly<Record<string, () => string>> = {
    none: () => l10n.t('Nothing (flat list)'),
    project: () => l10n.t('Compose project'),
    service: () => l10n.t('Compose project and service'),
    image: () => l10n.t('Image'),
    state: () => l10n.t('State'),
    network: () => l10n.t('Network'),
    networks: () => l10n.t('Networks'),
    label: () => l10n.t('A label…'),
    repository: () => l10n.t('Repository'),
    registry: () => l10n.t('Registry'),
    driver: () => l10n.t('Driver'),
    auto: () => l10n.t('Automatic'),
    name: () => l10n.t('Name'),
    created: () => l10n.t('Age'),
    size: () => l10n.t('Size'),
    ports: () => l10n.t('Ports'),
    status: () => l10n.t('Status, where it is not running well'),
    health: () => l10n.t('Health'),
    id: () => l10n.t('ID'),
    tag: () => l10n.t('Tag'),
    tags: () => l10n.t('Other tags'),
    use: () => l10n.t('Use'),
    untagged: () => l10n.t('Untagged'),
    anonymous: () => l10n.t('Anonymous'),
    mountpoint: () => l10n.t('Mount point'),
    subnets: () => l10n.t('Subnets'),
    internal: () => l10n.t('Internal'),
    builtIn: () => l10n.t('Built in'),
    scope: () => l10n.t('Scope'),
    stopped: () => l10n.t('Stopped'),
    dangling: () => l10n.t('Untagged'),
    used: () => l10n.t('In use'),
    unused: () => l10n.t('Not in use'),
  };
  return words[name]?.() ?? name;
}
