import type { Language } from '../../server/src/core/language.ts';
import type { Diagnostic } from '../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions, type LintOptions } from '../../server/src/core/lint/options.ts';
import type { Example, RuleInfo } from '../../server/src/core/lint/rule.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import { diskWith, workspaceWith } from './workspace.ts';

/** A text to be checked for one rule. */
export interface ExampleCheck {
  readonly language: Language<unknown>;
  readonly rule: RuleInfo;
  readonly text: string;
}

/** All that is found in a text, in the world of an example, where its rule is asked. */
export async function diagnosed(
  { language, rule, text }: ExampleCheck,
  { files = {}, images = {}, settings }: Example,
): Promise<readonly Diagnostic[]> {
  const options = optionsFor(rule, settings);
  const model = language.parse(text);
  const around = (await language.inspect?.(model, workspaceOf(language.id, text, { files, images }), options)) ?? [];
  return [...language.diagnose(model, options), ...around];
}

function workspaceOf(
  language: string,
  text: string,
  { files = {}, images = {} }: Pick<Example, 'files' | 'images'>,
): Workspace {
  if (language !== 'dockercompose') return workspaceWith(files, 'Dockerfile', engineWith(images));
  const all = { ...files, 'compose.yaml': text };
  return workspaceWith(all, 'compose.yaml', { ...engineWith(images), disk: diskWith(all) });
}

function optionsFor(rule: RuleInfo, settings: Example['settings']): LintOptions {
  return { ...defaultLintOptions, ...settings, severities: { [rule.id]: rule.severity } };
}

function engineWith(images: Exclude<Example['images'], undefined>): Partial<Workspace> {
  const none = { platform: '', user: '', workdir: '', entrypoint: [], command: [], ports: [], variables: [] };
  return {
    localImages: () =>
      Promise.resolve(
        Object.keys(images).map((name) => ({ tags: [name], digests: [], size: '', created: '', containers: [] })),
      ),
    imageFacts: (name) => Promise.resolve(images[name] && { ...none, ...images[name] }),
  };
}
