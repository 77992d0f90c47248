import { parseMemory } from '../ui/limits.ts';
import type { Body } from './body.ts';
import { fieldsOf } from './values.ts';

/** What stands in a `--mount`. */
class Fields {
  readonly #text: string;
  readonly #fields: ReadonlyMap<string, string>;

  constructor(text: string) {
    this.#text = text;
    this.#fields = fieldsOf(text);
  }

  /** Under one of its names; empty without. */
  get(...names: readonly string[]): string {
    return names.map((name) => this.#fields.get(name)).find((found) => found !== undefined) ?? '';
  }

  isOn(...names: readonly string[]): boolean {
    return names.some((name) => this.#fields.has(name) && !/^(?:false|0)$/i.test(this.get(name)));
  }

  /** Fields that may stand several times, as `volume-opt=name=value`. */
  pairs(name: string): Readonly<Record<string, string>> | undefined {
    const found = [...this.#text.matchAll(new RegExp(`${name}=([^=,"]+)(?:=([^,"]*))?`, 'g'))];
    return found.length === 0 ? undefined : Object.fromEntries(found.map(([, key = '', value = '']) => [key, value]));
  }
}

/** `type=bind,source=/a,target=/b,readonly`. Source: docker/cli, opts/mount.go. */
export function writeMount(body: Body, value: string): boolean {
  const fields = new Fields(value);
  const type = fields.get('type') || 'volume';
  const target = fields.get('target', 'destination', 'dst');
  const source = fields.get('source', 'src');
  const size = fields.get('tmpfs-size');
  const isWhole = target !== '' && (type !== 'bind' || source !== '');
  if (!isWhole || (size !== '' && parseMemory(size) === undefined)) return false;
  body.push('HostConfig.Mounts', {
    Type: type,
    Target: target,
    ...given('Source', source || undefined),
    ...given('ReadOnly', fields.isOn('readonly', 'ro') || undefined),
    ...given('Consistency', fields.get('consistency') || undefined),
    ...group('BindOptions', bindOptions(fields)),
    ...group('VolumeOptions', volumeOptions(fields)),
    ...group('TmpfsOptions', {
      ...given('SizeBytes', parseMemory(size)),
      ...given('Mode', fields.get('tmpfs-mode') === '' ? undefined : Number.parseInt(fields.get('tmpfs-mode'), 8)),
    }),
  });
  return true;
}

function bindOptions(fields: Fields): object {
  const isFlat = fields.isOn('bind-nonrecursive') || fields.get('bind-recursive') === 'disabled';
  return {
    ...given('Propagation', fields.get('bind-propagation') || undefined),
    ...given('NonRecursive', isFlat || undefined),
    ...given('CreateMountpoint', fields.isOn('bind-create-src') || undefined),
  };
}

function volumeOptions(fields: Fields): object {
  const options = fields.pairs('volume-opt');
  const driver = fields.get('volume-driver');
  const config = driver === '' && !options ? undefined : { Name: driver, Options: options ?? {} };
  return {
    ...given('NoCopy', fields.isOn('volume-nocopy') || undefined),
    ...given('Subpath', fields.get('volume-subpath') || undefined),
    ...given('Labels', fields.pairs('volume-label')),
    ...given('DriverConfig', config),
  };
}

function given(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

function group(name: string, options: object): object {
  return Object.keys(options).length === 0 ? {} : { [name]: options };
}
