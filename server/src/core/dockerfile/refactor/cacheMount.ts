import { message } from '../../text/message.ts';
import { mountFields } from '../mountFields.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { Refactor } from './refactoring.ts';

/** What a package manager keeps, and how its commands look. */
interface CachedTool {
  readonly tool: string;
  readonly command: RegExp;
  /** A command that says this keeps nothing. */
  readonly without?: RegExp;
  readonly mounts: readonly string[];
}

const tools: readonly CachedTool[] = [
  {
    tool: 'apt',
    command: /\bapt(?:-get)?\s+(?:-\S+\s+)*install\b/,
    mounts: ['type=cache,target=/var/cache/apt,sharing=locked', 'type=cache,target=/var/lib/apt/lists,sharing=locked'],
  },
  {
    tool: 'apk',
    command: /\bapk\s+(?:-\S+\s+)*add\b/,
    without: /--no-cache/,
    mounts: ['type=cache,target=/var/cache/apk'],
  },
  {
    tool: 'dnf',
    command: /\bdnf\s+(?:-\S+\s+)*install\b/,
    mounts: ['type=cache,target=/var/cache/dnf,sharing=locked'],
  },
  {
    tool: 'yum',
    command: /\byum\s+(?:-\S+\s+)*install\b/,
    mounts: ['type=cache,target=/var/cache/yum,sharing=locked'],
  },
  {
    tool: 'pip',
    command: /\bpip3?\s+install\b/,
    without: /--no-cache-dir/,
    mounts: ['type=cache,target=/root/.cache/pip'],
  },
  {
    tool: 'uv',
    command: /\buv\s+(?:sync|pip\s+install)\b/,
    without: /--no-cache/,
    mounts: ['type=cache,target=/root/.cache/uv'],
  },
  {
    tool: 'pnpm',
    command: /\bpnpm\s+(?:install|i|fetch)\b/,
    mounts: ['type=cache,target=/root/.local/share/pnpm/store'],
  },
  {
    tool: 'yarn',
    command: /\byarn(?:\s+install\b|\s*$|\s+--)/,
    mounts: ['type=cache,target=/usr/local/share/.cache/yarn'],
  },
  { tool: 'npm', command: /\bnpm\s+(?:ci|install|i)\b/, mounts: ['type=cache,target=/root/.npm'] },
  {
    tool: 'go',
    command: /\bgo\s+(?:build|install|test|mod\s+download)\b/,
    mounts: ['type=cache,target=/go/pkg/mod', 'type=cache,target=/root/.cache/go-build'],
  },
  {
    tool: 'cargo',
    command: /\bcargo\s+(?:build|install|fetch|test)\b/,
    mounts: ['type=cache,target=/usr/local/cargo/registry'],
  },
  { tool: 'Maven', command: /\bmvnw?\s/, mounts: ['type=cache,target=/root/.m2'] },
  { tool: 'Gradle', command: /\bgradlew?\s/, mounts: ['type=cache,target=/root/.gradle'] },
  {
    tool: 'NuGet',
    command: /\bdotnet\s+(?:restore|build|publish)\b/,
    mounts: ['type=cache,target=/root/.nuget/packages'],
  },
  { tool: 'Composer', command: /\bcomposer\s+(?:install|update)\b/, mounts: ['type=cache,target=/tmp/cache'] },
  { tool: 'Bundler', command: /\bbundle\s+install\b/, mounts: ['type=cache,target=/usr/local/bundle/cache'] },
];

/** Keeps what a package manager downloads from build to build. The paths are those of root. */
export const addCacheMount: Refactor = ({ model, instruction, siblings, index }) => {
  if (instruction.kind !== 'run' || instruction.command?.form !== 'shell') return undefined;
  const { keyword, heredocs } = instruction;
  const bodies = heredocs.map(({ body }) => model.text.slice(body.start, body.end));
  const script = [instruction.command.word.text, ...bodies].join('\n');
  const found = tools.find(({ command, without }) => command.test(script) && without?.test(script) !== true);
  const user = siblings.slice(0, index).findLast((other) => other.kind === 'user');
  const isRoot = user?.kind !== 'user' || /^(?:root|0)(?::|$)/.test(user.value?.text ?? '');
  if (!found || !isRoot) return undefined;
  const targets = mountTargets(instruction);
  // A command that empties the folder would empty the cache.
  const fresh = found.mounts.filter((mount) => {
    const target = /target=([^,]+)/.exec(mount)?.[1] ?? '';
    return !targets.has(target) && !new RegExp(`\\brm\\s[^&|;\\n]*${target}`).test(script);
  });
  if (fresh.length === 0) return undefined;
  const newText = fresh.map((mount) => ` --mount=${mount}`).join('');
  return {
    title: message('Add a cache mount for {0}', found.tool),
    edits: [{ span: { start: keyword.span.end, end: keyword.span.end }, newText }],
  };
};

function mountTargets({ flags }: InstructionOf<'run'>): ReadonlySet<string> {
  const targets = flags.flatMap(mountFields).filter(({ key }) => ['target', 'dst', 'destination'].includes(key));
  return new Set(targets.map(({ value = '' }) => value));
}
