import type { Diagnostic } from '../lint/diagnostic.ts';
import type { Fix } from '../lint/rule.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Workspace } from '../workspace.ts';
import { contextPaths } from './contextFiles.ts';
import type { IgnoreModel } from './model.ts';
import type { IgnorePattern } from './patterns.ts';
import { matches } from './patterns.ts';
import { isUsual } from './usual.ts';

/** What the engine rejects, and what does not do what it seems to. */
export function diagnose({ patterns }: IgnoreModel): readonly Diagnostic[] {
  return patterns.flatMap((pattern, index): readonly Diagnostic[] => {
    if (pattern.problem) return [found(pattern, 'invalid-ignore-pattern', 'error', pattern.problem)];
    if (pattern.path === '' || pattern.path.startsWith('..')) {
      return [
        found(
          pattern,
          'ignore-outside-context',
          'warning',
          message('{0} matches nothing: patterns start at the root of the build context.', pattern.text),
        ),
      ];
    }
    if (pattern.isException && !patterns.slice(0, index).some(({ isException }) => !isException)) {
      return [
        found(
          pattern,
          'needless-exception',
          'warning',
          message('No pattern before this one leaves anything out, so there is nothing to take in again.'),
        ),
      ];
    }
    const first = patterns.findIndex((other) => other.text === pattern.text);
    const isRepeated =
      first < index && patterns.slice(first + 1, index).every(({ isException }) => isException === pattern.isException);
    if (!isRepeated) return [];
    return [
      {
        ...found(pattern, 'repeated-ignore-pattern', 'hint', message('This pattern stands above already.')),
        tag: 'unnecessary',
      },
    ];
  });
}

/** Patterns that match no file of the build context and name nothing usual, and exceptions that take in nothing again. */
export async function inspect({ text, patterns }: IgnoreModel, workspace: Workspace): Promise<readonly Diagnostic[]> {
  const open = patterns.filter(({ problem, path }) => !problem && path !== '' && !path.startsWith('..'));
  if (open.length === 0 || !isForFolder(workspace)) return [];
  const { paths, isComplete } = await contextPaths(workspace, patterns);
  // Of a context that is not known as a whole nothing can be said.
  if (!isComplete || paths.length === 0) return [];
  const unused = open.filter((pattern) => !isUsual(pattern) && !paths.some(({ path }) => matches(pattern, path)));
  return unused.map((pattern) => ({
    ...found(pattern, 'unused-ignore-pattern', 'hint', message('Nothing in the build context matches this pattern.')),
    tag: 'unnecessary',
    fixes: [removal(text, pattern)],
  }));
}

/** The build context of `NAME.dockerignore` may be another folder than its own; that of `.dockerignore` is its own. */
function isForFolder({ fileName }: Workspace): boolean {
  return fileName === '.dockerignore';
}

function removal(text: string, { span }: IgnorePattern): Fix {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const lf = text.indexOf('\n', span.end);
  return {
    title: message('Remove this pattern'),
    edits: [{ span: { start, end: lf < 0 ? text.length : lf + 1 }, newText: '' }],
  };
}

function found({ span }: IgnorePattern, code: string, severity: Diagnostic['severity'], text: Message): Diagnostic {
  return { code, aliases: [], severity, isRule: false, span: { ...span }, message: text };
}
