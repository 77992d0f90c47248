import { envValues } from '../../dotenv/values.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../../workspace.ts';
import type { Effective } from '../project/evaluate.ts';
import { joinPath } from '../project/paths.ts';
import { besideOf } from './beside.ts';
import type { EnvModel } from './model.ts';

/** What Compose cannot read in a file with variables, and variables that are set twice. */
export function diagnose(model: EnvModel): readonly Diagnostic[] {
  const syntax = model.problems.map(({ span, message: words }) => finding('env-syntax', span, words));
  return [...syntax, ...repeated(model), ...badTemplates(model)].toSorted((a, b) => a.span.start - b.span.start);
}

function finding(code: string, span: Span, words: Diagnostic['message'], more: Partial<Diagnostic> = {}): Diagnostic {
  return { code, span, message: words, severity: 'warning', fixes: [], aliases: [], isRule: false, ...more };
}

/** Of a variable that is set twice the last counts. */
function repeated({ text, entries }: EnvModel): readonly Diagnostic[] {
  const last = new Map(entries.map((entry) => [entry.name, entry]));
  const lines = lineIndex(text);
  return entries.flatMap((entry) => {
    const winner = last.get(entry.name) ?? entry;
    if (winner === entry) return [];
    const line = lines.positionAt(winner.nameSpan.start).line + 1;
    const words = message('{0} is set again in line {1}: this value is lost.', entry.name, line);
    return [finding('duplicate-variable', entry.nameSpan, words, { tag: 'unnecessary' })];
  });
}

/** `${` that begins no variable, and variables that `?` asks for. */
function badTemplates(model: EnvModel): readonly Diagnostic[] {
  const { problems } = envValues(model, () => undefined);
  return problems.flatMap(({ entry, problem }) => {
    if (problem.kind !== 'invalid') return [];
    const words = message(
      'This is no variable. Write `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}` or `${NAME:+other}`, and `$$` for a dollar sign.',
    );
    return [finding('invalid-interpolation', entry.valueSpan, words)];
  });
}

/**
 * What only the project beside the file tells: it is refused while its `.env` cannot be read, and a variable may be
 * used by none of its files.
 */
export async function inspect(model: EnvModel, workspace: Workspace): Promise<readonly Diagnostic[]> {
  const { disk, fileName } = workspace;
  const own = diagnose(model);
  const beside = await besideOf(workspace);
  if (!disk || !beside) return [];
  const { project } = beside;
  const path = joinPath(disk.folder, fileName);
  const isDefault = fileName === '.env';
  if (!isDefault && !isNamed(project, path)) return [];
  const errors = own
    .filter(({ code }) => code === 'env-syntax' || code === 'invalid-interpolation')
    .map((found): Diagnostic => ({ ...found, severity: 'error' }));
  return [...errors, ...(isDefault && !isNamed(project, path) && !project.isIncomplete ? unused(model, project) : [])];
}

/** Whether a service takes its variables from a file: then all of them are used. */
function isNamed(project: Effective, path: string): boolean {
  return project.envFiles.has(path);
}

function unused({ entries }: EnvModel, { used }: Effective): readonly Diagnostic[] {
  const inside = new Set(
    entries.flatMap(({ raw }) => [...(raw ?? '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name)),
  );
  return entries.flatMap(({ name, nameSpan }) => {
    if (used.has(name) || inside.has(name) || /^(?:COMPOSE|DOCKER|BUILDKIT|BUILDX)_/.test(name)) return [];
    const words = message('No Compose file of the project uses {0}.', name);
    return [finding('unused-variable', nameSpan, words, { severity: 'hint', tag: 'unnecessary' })];
  });
}
