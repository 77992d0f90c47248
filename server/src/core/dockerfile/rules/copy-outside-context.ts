import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { isOnDisk } from '../contextSources.ts';
import { unquoted } from '../lint/literals.ts';
import type { ListItem } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const copyOutsideContext: DockerfileRule<'copy' | 'add'> = {
  id: 'copy-outside-context',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Sources of COPY and ADD are meant in the build context, not on the disk.',
  why:
    'The builder sees the build context only: the folder that ends the command `docker build`. It takes `/opt/app` for ' +
    'the folder `opt/app` of the context, and cuts `../` off. Choose a folder above for the context, copy the files ' +
    'into it, or name a second context: `docker build --build-context shared=../shared` and `COPY --from=shared`.',
  examples: [
    { bad: 'FROM node:22\nCOPY «../package.json» /app/\nCOPY a «b/../../c» ./\nADD [«"../../d e"», "/f"]\n' },
    { bad: 'FROM node:22\nCOPY «/home/me/app» /app\nCOPY «C:\\app» /app\nADD «~/.bashrc» «"/opt/xxxx"» /app/\n' },
    {
      good: 'FROM node:22\nCOPY app/../b /b\nCOPY /app /app\nCOPY ./ ..\nCOPY $DIR/../a /\nADD https://example.com/../a /\n',
    },
    { good: 'FROM node:22\nCOPY --from=build /opt/app ../x /app/\n' },
  ],
  nodes: ['copy', 'add'],
  check({ items, flags }) {
    if (flags.some(({ name }) => name === 'from')) return [];
    return items.slice(0, -1).flatMap((item) => findingAt(item) ?? []);
  },
};

function findingAt({ value, span }: ListItem): Finding | undefined {
  const path = unquoted(value);
  if (/^[a-z][a-z0-9+.-]+:\/\/|^git@|^<</i.test(path)) return undefined;
  if (leadsOut(path)) {
    return { span, message: message('The builder cannot leave the build context: it cuts off the ../ of {0}.', path) };
  }
  if (!isOnDisk(path)) return undefined;
  return { span, message: message('{0} is looked for in the build context, not on the disk.', path) };
}

function leadsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    // What a variable stands for may be any number of folders.
    if (part.includes('$')) return false;
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
