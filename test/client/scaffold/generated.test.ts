// What we make is what we would let pass: our own rules, the formatter, and what the generated files say of each other.
import { describe, expect, test } from 'vitest';
import { detectProjects, otherProject } from '../../../client/src/scaffold/detect/index.ts';
import { filesFrom } from '../../../client/src/scaffold/files.ts';
import type { Project } from '../../../client/src/scaffold/project.ts';
import { fileNames, filesFor } from '../../../client/src/scaffold/templates/index.ts';
import type { FormatOptions } from '../../../server/src/core/language.ts';
import { languageOfFile } from '../../../server/src/core/languages.ts';
import { defaultLintOptions, type LintOptions } from '../../../server/src/core/lint/options.ts';
import type { Profile } from '../../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';
import { projects } from './projects.ts';

type Texts = Readonly<Record<string, string>>;

const plain: Omit<FormatOptions, 'tabSize'> = {
  insertSpaces: true,
  keywordCase: 'keep',
  backslash: 'keep',
  stageBlankLines: undefined,
};

/** A program that serves nothing has nothing that a health check could ask. */
const strictButWithout: ReadonlySet<string> = new Set(['DL3057']);

const cases = [
  ...Object.entries(projects).flatMap(([name, texts]) =>
    detectProjects(filesFrom(new Map(Object.entries(texts)), 'Work Space')).map(
      (project) => [name, project, below(texts, project.folder)] as const,
    ),
  ),
  ['other', { ...otherProject('', 'Some Thing'), port: 80, start: ['bash', '-c', 'sleep 1; date'] }, {}] as const,
];

function below(texts: Texts, folder: string): Texts {
  if (folder === '') return texts;
  const inside = Object.entries(texts).filter(([path]) => path.startsWith(`${folder}/`));
  return Object.fromEntries(inside.map(([path, text]) => [path.slice(folder.length + 1), text]));
}

describe.each(cases)('%s', (_name, project, texts) => {
  const made = filesFor(project, { env: '.env' in texts });

  test.each(fileNames)('our rules have nothing to say of its %s', async (name) => {
    const all = { ...texts, ...made, '.': '' };
    expect(await found(all, name, 'recommended')).toEqual([]);
    const strict = await found(all, name, 'strict');
    expect(project.port === undefined ? strict.filter((code) => !strictButWithout.has(code)) : strict).toEqual([]);
  });

  test.each(fileNames)('the formatter leaves its %s as it is', async (name) => {
    const text = made[name];
    const language = await languageOfFile(name)?.load();
    const model = language?.parse(text);
    const edits =
      language?.format?.(model, { start: 0, end: text.length }, { ...plain, tabSize: name === 'Dockerfile' ? 4 : 2 }) ??
      [];
    expect(applyEdits(text, edits)).toBe(text);
  });
});

async function found(all: Texts, name: string, profile: Profile): Promise<readonly string[]> {
  const language = await languageOfFile(name)?.load();
  if (!language) throw new Error(`no language for ${name}`);
  const options: LintOptions = { ...defaultLintOptions, profile };
  const model = language.parse(all[name] ?? '');
  const around = await language.inspect?.(model, workspaceWith(all, name, { disk: diskWith(all) }), options);
  const diagnostics = [...language.diagnose(model, options), ...(around ?? [])];
  return diagnostics.map(({ code }) => code);
}

test('there is a project of every kind', () => {
  const kinds = new Set(cases.map(([, { kind }]: readonly [string, Project, Texts]) => kind));
  expect([...kinds].toSorted((a, b) => a.localeCompare(b))).toEqual(
    'dotnet go java node other php python ruby rust static'.split(' '),
  );
});
