import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decisivePattern, type IgnorePattern } from '../../../server/src/core/ignore/patterns.ts';
import { type IgnoreFile, ignoreFileOf, inContext } from './buildContext.ts';

/** A file or folder of a build context: what of it the engine is sent, and what not. */
export interface ContextNode {
  /** Relative to the context, with `/`; empty for the context itself. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes that are sent of it, and how many files. */
  readonly sent: Amount;
  /** The same of what is left out. */
  readonly left: Amount;
  /** The pattern that leaves all of it out. */
  readonly leftOutBy?: IgnorePattern;
  /** The largest that is sent comes first; what is left out comes last. */
  readonly children: readonly ContextNode[];
}

export interface Amount {
  readonly bytes: number;
  readonly files: number;
}

/** What the engine would be sent for a build. */
export interface BuildContextTree {
  readonly root: ContextNode;
  readonly ignoreFile: IgnoreFile;
  /** Whether there are more files than were looked at. */
  readonly isCut: boolean;
}

/** More entries are not looked at: nobody waits for a whole disk. */
const maxEntries = 200_000;

/** Looks at a folder as the engine would be sent it. Rejects where the folder cannot be read. */
export async function readContextTree(root: string, dockerfile: string): Promise<BuildContextTree> {
  const ignoreFile = await ignoreFileOf(root, dockerfile);
  const walk: Walk = {
    root,
    patterns: ignoreFile.patterns,
    needed: new Set([inContext(root, dockerfile), '.dockerignore']),
    entries: 0,
  };
  const children = await childrenOf(walk, '');
  return { root: folder('', children), ignoreFile, isCut: walk.entries > maxEntries };
}

interface Walk {
  readonly root: string;
  readonly patterns: readonly IgnorePattern[];
  /** Sent whatever the patterns say. */
  readonly needed: ReadonlySet<string>;
  entries: number;
}

async function childrenOf(walk: Walk, path: string): Promise<readonly ContextNode[]> {
  const entries = await readdir(join(walk.root, path), { withFileTypes: true });
  const nodes: ContextNode[] = [];
  for (const entry of entries) {
    if (++walk.entries > maxEntries) break;
    const own = path === '' ? entry.name : `${path}/${entry.name}`;
    // Sockets and pipes are sent, too, as names without content.
    nodes.push(entry.isDirectory() ? await folderAt(walk, own) : await fileAt(walk, own));
  }
  return nodes.sort((a, b) => b.sent.bytes - a.sent.bytes || b.left.bytes - a.left.bytes || (a.path < b.path ? -1 : 1));
}

async function folderAt(walk: Walk, path: string): Promise<ContextNode> {
  // What may not be looked into is not sent, either: the build itself will say so.
  const node = folder(path, await childrenOf(walk, path).catch(() => []));
  const leftOutBy = patternAgainst(walk, path);
  return node.sent.files === 0 && leftOutBy ? { ...node, leftOutBy } : node;
}

async function fileAt(walk: Walk, path: string): Promise<ContextNode> {
  const bytes = await lstat(join(walk.root, path)).then(
    ({ size }) => size,
    () => 0,
  );
  const leftOutBy = patternAgainst(walk, path);
  const amount = { bytes, files: 1 };
  const [sent, left] = leftOutBy ? [nothing, amount] : [amount, nothing];
  return { path, isFolder: false, sent, left, ...(leftOutBy ? { leftOutBy } : {}), children: [] };
}

const nothing: Amount = { bytes: 0, files: 0 };

function patternAgainst({ patterns, needed }: Walk, path: string): IgnorePattern | undefined {
  const pattern = needed.has(path) ? undefined : decisivePattern(patterns, path);
  return pattern?.isException ? undefined : pattern;
}

function folder(path: string, children: readonly ContextNode[]): ContextNode {
  return {
    path,
    isFolder: true,
    sent: sum(children.map(({ sent }) => sent)),
    left: sum(children.map(({ left }) => left)),
    children,
  };
}

function sum(amounts: readonly Amount[]): Amount {
  return {
    bytes: amounts.reduce((total, { bytes }) => total + bytes, 0),
    files: amounts.reduce((total, { files }) => total + files, 0),
  };
}

/** The text of an ignore file with one pattern more. A name that would be read as something else is written so that it is not. */
export function withPattern(text: string, path: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const isEnded = text === '' || text.endsWith('\n');
  const literal = path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`);
  // A slash in front: `#` and `!` begin no pattern, and spaces at the start are kept.
  return `${text}${isEnded ? '' : lineBreak}/${literal}${lineBreak}`;
}
