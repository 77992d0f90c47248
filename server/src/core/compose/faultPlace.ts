import type { Span } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import { parseMount } from './mounts.ts';
import type { Service } from './project.ts';
import { parsePorts } from './project/ports.ts';
import { entriesOf } from './yaml/entries.ts';
import type { Entries } from './yaml/entries.ts';
import { resolve, scalarOf } from './yaml/nodes.ts';
import type { Entry, Node } from './yaml/nodes.ts';

/** What an engine refused while a project was started. */
export interface Fault {
  /** What it is about: a key of a service, or a section of the file. */
  readonly about: string;
  /** The thing that was named: a port, a path, a name. */
  readonly subject: string;
  /** The service that it was about, or its container, where that was said. */
  readonly service?: string | undefined;
  readonly container?: string | undefined;
}

/** The place in a file that a fault comes from: the value at fault, else the name of its service. */
export function faultPlace({ project }: ComposeModel, fault: Fault): Span | undefined {
  const services = [...project.services.values()];
  const meant = serviceOf(services, fault);
  for (const service of meant ? [meant] : services) {
    const found = inService(service, fault);
    if (found) return found;
  }
  const declared = inResources(Object.values(project.resources), fault);
  return declared ?? meant?.entry.key.span;
}

/** The service by its name, by the name that it gives its container, or by the one that Compose makes of it. */
function serviceOf(services: readonly Service[], { service, container }: Fault): Service | undefined {
  const named = services.find(({ name }) => name === service);
  if (named || container === undefined) return named;
  const own = services.find(({ keys }) => scalarOf(keys.get('container_name')?.value)?.text === container);
  const made = services.filter(({ name }) => container.replace(/[-_]\d+$/, '').endsWith(name));
  return own ?? made.toSorted((a, b) => b.name.length - a.name.length)[0];
}

function inService({ keys, entry }: Service, { about, subject }: Fault): Span | undefined {
  const key = about === 'command' ? programKey(keys, subject) : about;
  const found = keys.get(key);
  if (!found) return undefined;
  const pick = pickers[key];
  const place = pick ? pick(found.value, subject) : valueSpan(found);
  // What a merge key brought along stands elsewhere: there it is shown, too.
  return place ?? (subject === '' || !pick ? entry.key.span : undefined);
}

/** The key that names a program; the engine does not say whether it is the entrypoint or the command. */
function programKey(keys: Entries, program: string): 'command' | 'entrypoint' {
  const begins = ['entrypoint', 'command'] as const;
  const named = begins.find((key) => {
    const value = keys.get(key)?.value;
    const text = value && scalarOf(value)?.text;
    const first = text === undefined ? scalarOf(value && itemsOf(value)[0])?.text : text.trim().split(/\s/)[0];
    return first === program;
  });
  return named ?? (keys.has('command') ? 'command' : 'entrypoint');
}

function valueSpan(entry: Entry): Span {
  const { value } = entry;
  return value.kind === 'scalar' && value.span.start < value.span.end ? value.span : entry.key.span;
}

type Picker = (value: Node, subject: string) => Span | undefined;

const pickers: Readonly<Record<string, Picker>> = {
  ports: (value, subject) => itemsOf(value).find((item) => publishes(item, Number(subject)))?.span,
  volumes: (value, subject) => itemsOf(value).find((item) => mounts(item, subject))?.span,
  devices: (value, subject) => itemsOf(value).find((item) => textsIn(item).some((text) => has(text, subject)))?.span,
  depends_on: (value, subject) => nameIn(value, subject),
  networks: (value, subject) => nameIn(value, subject) ?? addressIn(value),
};

function publishes(item: Node, port: number): boolean {
  const short = scalarOf(item);
  const published = short
    ? (parsePorts(short.text) ?? []).map((each) => each.published)
    : [scalarOf(entriesOf(item).get('published')?.value)?.text ?? ''];
  return published.some((text) => {
    const [first = '', last = first] = text.split('-');
    return text !== '' && Number(first) <= port && port <= Number(last);
  });
}

function mounts(item: Node, path: string): boolean {
  const short = scalarOf(item);
  const mount = short && parseMount(short.text);
  const keys = entriesOf(item);
  const parts = short
    ? [mount?.source, mount?.target]
    : ['source', 'target'].map((key) => scalarOf(keys.get(key)?.value)?.text);
  return parts.some((part) => part !== undefined && part !== '' && samePath(part, path));
}

/** Whether an absolute path is what a file says, which may begin at its own folder. */
function samePath(written: string, path: string): boolean {
  const bare = written.replace(/^(?:\.{1,2}\/|~\/)+/, '').replace(/\/+$/, '');
  return written === path || (bare !== '' && written.startsWith('.') && path.endsWith(`/${bare}`));
}

function has(text: string, subject: string): boolean {
  return text === subject || text.split(':').includes(subject);
}

function nameIn(value: Node, name: string): Span | undefined {
  const entry = entriesOf(value).get(name);
  return entry ? entry.key.span : itemsOf(value).find((item) => scalarOf(item)?.text === name)?.span;
}

function addressIn(value: Node): Span | undefined {
  for (const { value: network } of entriesOf(value).values()) {
    const address = entriesOf(network).get('ipv4_address') ?? entriesOf(network).get('ipv6_address');
    if (address) return address.value.span;
  }
  return undefined;
}

/** What stands at the top level, by its name in the file or by the one that it gives itself; a file by its path. */
function inResources(sections: readonly ReadonlyMap<string, Entry>[], { about, subject }: Fault): Span | undefined {
  for (const section of sections) {
    for (const [name, entry] of section) {
      const keys = entriesOf(entry.value);
      const file = keys.get('file');
      if (file && samePath(scalarOf(file.value)?.text ?? '', subject)) return file.value.span;
      const isMeant = name === subject || scalarOf(keys.get('name')?.value)?.text === subject;
      if (isMeant && (about === 'networks' || about === 'volumes')) return entry.key.span;
    }
  }
  return undefined;
}

function itemsOf(value: Node): readonly Node[] {
  const node = resolve(value);
  return node?.kind === 'list' ? node.items : [];
}

function textsIn(item: Node): readonly string[] {
  const short = scalarOf(item);
  return short ? [short.text] : [...entriesOf(item).values()].flatMap((entry) => scalarOf(entry.value)?.text ?? []);
}
