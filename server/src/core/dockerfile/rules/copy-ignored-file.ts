import { ignoreFileOf } from '../../ignore/contextFiles.ts';
import { decisivePattern } from '../../ignore/patterns.ts';
import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { contextPath, contextSources } from '../contextSources.ts';
import { inspection } from '../lint/rule.ts';

export const copyIgnoredFile = inspection({
  id: 'CopyIgnoredFile',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'COPY and ADD take only what .dockerignore leaves in the build context.',
  why:
    'What a pattern of `.dockerignore` leaves out is never sent to the builder. A COPY of it fails with "not found", ' +
    'although the file is there. Nothing is said where the ignore file has exceptions (`!`), as in the builder itself.',
  examples: [
    { bad: 'FROM scratch\nCOPY «src/a.ts» main.ts /\n', files: { '.dockerignore': 'src\n' } },
    { good: 'FROM scratch\nCOPY src/a.ts /\n', files: { '.dockerignore': 'docs\n' } },
    { good: 'FROM scratch\nCOPY src/a.ts /\n', files: { '.dockerignore': 'src\n!src/a.ts\n' } },
  ],
  // Source: BuildKit's dockerfile2llb/convert.go.
  async inspect(model, workspace) {
    const sources = contextSources(model)
      .filter(({ instruction }) => instruction.kind !== 'run')
      .slice(0, maxSources)
      .map(({ span, value, instruction }) => ({
        span: { ...span },
        path: contextPath(value),
        name: instruction.keyword.text.toUpperCase(),
      }));
    const ignored = sources.length === 0 ? undefined : await ignoreFileOf(workspace);
    if (!ignored || ignored.patterns.some(({ isException, problem }) => isException || problem)) return noFindings;
    return sources.flatMap(({ span, path, name }): readonly Finding[] => {
      if (path === undefined) return noFindings;
      const decisive =
        path === ''
          ? ignored.patterns.findLast((pattern) => isEverything.test(pattern.path))
          : decisivePattern(ignored.patterns, path);
      if (!decisive) return noFindings;
      const text = message(
        '{0} does not find {1}: line {2} of {3} leaves it out of the build context.',
        name,
        path === '' ? '.' : path,
        decisive.line + 1,
        ignored.name,
      );
      return [{ span, message: text }];
    });
  },
});

/** So many sources are looked for. */
const maxSources = 500;

const isEverything = /^(?:\*|\*\*|\*\*\/\*)$/;
