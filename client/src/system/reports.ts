import type { ImageInfo } from '../engine/engine.ts';
import { listAt, numberAt, objectAt, textAt, texts } from '../engine/json.ts';
import type { DiskUse } from '../engine/systemCalls.ts';
import { clearableCache, totalSize } from './clearing.ts';
import type { Localizer } from '../ui/localizer.ts';
import { factSheet, section, table } from '../ui/markdown.ts';
import { formatSize, shortId } from '../ui/quantities.ts';
import { stateWord } from '../ui/words.ts';

/** An engine's description of itself. */
export function infoReport(info: unknown, where: string, l10n: Localizer): string {
  const fields = objectAt(info);
  const counts = [
    l10n.t('{0} running', numberAt(info, 'ContainersRunning')),
    l10n.t('{0} paused', numberAt(info, 'ContainersPaused')),
    l10n.t('{0} stopped', numberAt(info, 'ContainersStopped')),
  ].join(', ');
  const facts = factSheet(textAt(info, 'Name') || where, [
    [l10n.t('Address'), where],
    [l10n.t('Version'), textAt(info, 'ServerVersion')],
    [l10n.t('Operating system'), textAt(info, 'OperatingSystem')],
    [l10n.t('Kernel'), textAt(info, 'KernelVersion')],
    [l10n.t('Architecture'), textAt(info, 'Architecture')],
    [l10n.t('Processors'), String(numberAt(info, 'NCPU'))],
    [l10n.t('Memory'), formatSize(numberAt(info, 'MemTotal'))],
    [l10n.t('Containers'), `${numberAt(info, 'Containers')} (${counts})`],
    [l10n.t('Images'), String(numberAt(info, 'Images'))],
    [l10n.t('Storage driver'), textAt(info, 'Driver')],
    [l10n.t('Data folder'), textAt(info, 'DockerRootDir')],
    [l10n.t('Log driver'), textAt(info, 'LoggingDriver')],
    [l10n.t('Cgroups'), [textAt(info, 'CgroupDriver'), textAt(info, 'CgroupVersion')].filter(Boolean).join(', ')],
    [l10n.t('Runtimes'), Object.keys(objectAt(info, 'Runtimes')).join(', ')],
    [l10n.t('Security'), texts(fields['SecurityOptions']).join(', ')],
    [l10n.t('Registry mirrors'), texts(objectAt(info, 'RegistryConfig')['Mirrors']).join(', ')],
  ]);
  const warnings = texts(fields['Warnings']).map((warning) => [warning]);
  return [facts, '', section(l10n.t('Warnings of the engine'), table([l10n.t('Warning')], warnings))].join('\n');
}

/** An engine as it was connected to, with what it tells of itself. */
export interface Versioned {
  readonly builder: 'buildkit' | 'classic';
  readonly apiVersion: string;
  readonly info: unknown;
}

/** What an engine cannot do that others can, and why: from what it tells of itself. */
function missingFeatures({ info, ...engine }: Versioned, l10n: Localizer): readonly string[] {
  const fields = objectAt(info);
  const swarm = textAt(objectAt(info, 'Swarm'), 'LocalNodeState');
  const rootless = texts(fields['SecurityOptions']).some((option) => option.includes('rootless'));
  return [
    engine.builder === 'classic'
      ? l10n.t(
          'It builds without BuildKit: secrets, cache mounts and heredocs need the docker command line with buildx.',
        )
      : '',
    apiBelow(engine.apiVersion, 1, 41)
      ? l10n.t('Its API {0} is from before 2020: sizes of volumes and platforms may be missing.', engine.apiVersion)
      : '',
    fields['MemoryLimit'] === false
      ? l10n.t('It cannot limit memory: its kernel or its rights do not allow that.')
      : '',
    fields['CpuCfsQuota'] === false
      ? l10n.t('It cannot limit processors: its kernel or its rights do not allow that.')
      : '',
    rootless ? l10n.t('It runs without root: ports below 1024 cannot be published unless the machine allows it.') : '',
    swarm !== '' && swarm !== 'active' ? l10n.t('It is in no swarm: overlay networks are not possible.') : '',
  ].filter((sentence) => sentence !== '');
}

function apiBelow(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/** The versions of an engine and of its parts. */
export function versionReport(versions: unknown, engine: Versioned, l10n: Localizer): string {
  const facts = factSheet(textAt(objectAt(versions, 'Platform'), 'Name') || l10n.t('Engine'), [
    [l10n.t('Version'), textAt(versions, 'Version')],
    [l10n.t('API'), `${textAt(versions, 'MinAPIVersion')} – ${textAt(versions, 'ApiVersion')}`],
    [l10n.t('API that Slipway uses'), engine.apiVersion],
    [l10n.t('Platform'), [textAt(versions, 'Os'), textAt(versions, 'Arch')].join('/')],
    [l10n.t('Built'), textAt(versions, 'BuildTime')],
    [l10n.t('Commit'), textAt(versions, 'GitCommit')],
  ]);
  const parts = listAt(versions, 'Components').map((part) => [textAt(part, 'Name'), textAt(part, 'Version')]);
  const missing = missingFeatures(engine, l10n).map((sentence) => [sentence]);
  return [
    facts,
    '',
    section(l10n.t('What it cannot do'), table([l10n.t('Missing')], missing)),
    section(l10n.t('Parts'), table([l10n.t('Part'), l10n.t('Version')], parts)),
  ].join('\n');
}

/** What takes the room, the largest first. */
export function diskReport(use: DiskUse, images: readonly ImageInfo[], l10n: Localizer): string {
  const names = new Map(images.map((image) => [image.id, image.tags[0]]));
  const imageName = (id: string, name: string): string => name || (names.get(id) ?? shortId(id));
  return [
    summary(use, l10n),
    '',
    section(
      l10n.t('Images'),
      table(
        [l10n.t('Name'), l10n.t('Size'), l10n.t('Shared'), l10n.t('Containers')],
        largest(use.images).map((image) => [
          imageName(image.id, image.name),
          size(image.size),
          size(image.shared),
          image.containers < 0 ? '' : String(image.containers),
        ]),
      ),
    ),
    section(
      l10n.t('Containers'),
      table(
        [l10n.t('Name'), l10n.t('Written'), l10n.t('State')],
        largest(use.containers).map((container) => [
          container.name,
          size(container.size),
          stateWord(container.state, l10n),
        ]),
      ),
    ),
    section(
      l10n.t('Volumes'),
      table(
        [l10n.t('Name'), l10n.t('Size'), l10n.t('Containers')],
        largest(use.volumes).map((volume) => [
          volume.name,
          size(volume.size),
          volume.users < 0 ? '' : String(volume.users),
        ]),
      ),
    ),
    section(
      l10n.t('Build cache'),
      table(
        [l10n.t('What'), l10n.t('Size'), l10n.t('In use')],
        largest(use.build).map((entry) => [
          entry.description || entry.id,
          size(entry.size),
          entry.inUse ? l10n.t('yes') : '',
        ]),
      ),
    ),
  ].join('\n');
}

/** As `docker system df`: each kind with what it takes, and what clearing away would free of that. */
function summary(use: DiskUse, l10n: Localizer): string {
  const { images, containers, volumes } = use;
  const build = use.build.filter(({ shared }) => shared !== true);
  return table(
    [l10n.t('What'), l10n.t('Count'), l10n.t('Size'), l10n.t('Can be cleared away')],
    [
      sizeRow(l10n.t('Images'), images.length, use.layers ?? total(images), freeImages(use)),
      sizeRow(l10n.t('Containers'), containers.length, total(containers), total(ended(use))),
      sizeRow(l10n.t('Volumes'), volumes.length, total(volumes), total(volumes.filter(({ users }) => users === 0))),
      sizeRow(l10n.t('Build cache'), use.build.length, total(build), totalSize(clearableCache(use.build))),
    ],
  );
}

function sizeRow(name: string, count: number, size: number, free: number): readonly string[] {
  return [name, String(count), formatSize(size), formatSize(free)];
}

/** Empty where the engine did not measure. */
function size(value: number): string {
  return value < 0 ? '' : formatSize(value);
}

function total(items: readonly { readonly size: number }[]): number {
  return items.reduce((sum, item) => sum + Math.max(0, item.size), 0);
}

/** What is sure to become free: layers that an image shares may belong to one that stays. */
function freeImages({ images, layers }: DiskUse): number {
  const unused = images.filter(({ containers }) => containers === 0);
  if (unused.length === images.length && layers !== undefined) return layers;
  return total(unused.map((image) => ({ size: image.size - Math.max(0, image.shared) })));
}

function ended({ containers }: DiskUse): DiskUse['containers'] {
  return containers.filter(({ state }) => ['created', 'exited', 'dead'].includes(state));
}

function largest<T extends { readonly size: number }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => b.size - a.size).slice(0, 100);
}

/** An event of the engine on one line: when, what, to whom, and what it tells besides. */
export function eventLine(event: unknown): string {
  const actor = objectAt(event, 'Actor');
  const attributes = objectAt(actor, 'Attributes');
  const name = textAt(attributes, 'name') || shortId(textAt(actor, 'ID'));
  const nano = numberAt(event, 'timeNano') / 1e6 || numberAt(event, 'time') * 1000;
  const told = ['image', 'exitCode', 'signal', 'container', 'type', 'driver', 'oldName']
    .map((key) => [key, textAt(attributes, key)] as const)
    .filter(([, value]) => value !== '' && value !== name)
    .map(([key, value]) => `${key}=${value}`);
  // Beyond what a date can hold, it is none.
  const time = new Date(Math.abs(nano) < 8e15 ? nano : 0).toISOString().slice(0, 23).replace('T', ' ');
  const parts = [time, textAt(event, 'Type'), textAt(event, 'Action') || textAt(event, 'status'), name];
  return [...parts, ...told]
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(/\p{Cc}/gu, '�');
}
