import type { Block, Markup } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { DirectiveSpec } from './directives.ts';
import type { FlagSpec } from './instructionFlags.ts';
import type { InstructionSpec } from './instructions.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { MountKeySpec, MountTypeSpec } from './mounts.ts';

/** The documentation of an instruction, for hover and completion. */
export function instructionDocs(spec: InstructionSpec): Markup {
  return [
    code(spec.forms.join('\n')),
    text(spec.summary),
    ...(spec.insteadOf ? [text(spec.insteadOf)] : []),
    text(spec.docs),
    code(spec.example),
    reference(spec.href),
  ];
}

/** The documentation of a flag of an instruction. */
export function flagDocs(flag: FlagSpec, spec: InstructionSpec): Markup {
  return [
    code(`${spec.keyword} ${flag.example}`),
    text(flag.summary),
    ...(flag.fallback === undefined ? [] : [text(message('Default: `{0}`', flag.fallback))]),
    ...(flag.values && flag.value === 'choice' ? [text(message('Values: {0}', flag.values.join(', ')))] : []),
    ...(flag.since === undefined ? [] : [text(message('Since Dockerfile syntax {0}', flag.since))]),
    reference(spec.href),
  ];
}

/** The documentation of a parser directive. */
export function directiveDocs(spec: DirectiveSpec): Markup {
  return [code(spec.example), text(spec.summary), reference(spec.href)];
}

/** The documentation of a type of mount. */
export function mountTypeDocs(spec: MountTypeSpec): Markup {
  const keys = spec.keys.join(', ');
  return [text(spec.summary), text(message('Keys: {0}', keys)), reference(mountReference)];
}

/** The documentation of a key of a mount. */
export function mountKeyDocs(spec: MountKeySpec, written = spec.key): Markup {
  const { key, values, value } = spec;
  const aliases = [key, ...spec.aliases].filter((name) => name !== written);
  return [
    text(spec.summary),
    ...(value === 'choice' && values ? [text(message('Values: {0}', values.join(', ')))] : []),
    ...(aliases.length > 0 ? [text(message('Also written {0}', aliases.join(', ')))] : []),
    reference(mountReference),
  ];
}

/** What a stage is: its FROM line with the comments above it, and which one of the file. */
export function stageDocs(stage: Stage, model: DockerfileModel): Markup {
  const { span, comments } = stage.from;
  const from = model.text.slice(span.start, Math.min(span.end, span.start + maxLength));
  const above = comments.slice(-maxComments).map(({ text: comment }) => `# ${comment.slice(0, maxLength)}`);
  return [
    code([...above, from].join('\n')),
    text(message('Stage {0} of this file, of {1}', stage.index, model.stages.length)),
    ...baseBlocks(stage),
    ...useBlocks(stage, model),
  ];
}

/** The stages below a stage, down to its image. */
function baseBlocks(stage: Stage): readonly Block[] {
  if (!stage.baseStage) return [];
  const names: string[] = [];
  let bottom = stage;
  for (; bottom.baseStage && names.length < maxComments; bottom = bottom.baseStage) names.push(bottom.base?.text ?? '');
  return [text(message('Builds on {0}', [...names, bottom.base?.text ?? ''].join(' → ')))];
}

function useBlocks(stage: Stage, model: DockerfileModel): readonly Block[] {
  const uses = model.references().filter(({ target }) => target === stage);
  if (uses.length === 0)
    return stage.index < model.stages.length - 1 ? [text(message('No stage of this file uses it.'))] : [];
  const users = [...new Set(uses.map(({ from }) => from.name?.text ?? `FROM ${from.base?.text ?? from.index}`))];
  return [text(message('Used by: {0}', users.slice(0, maxComments).join(', ')))];
}

const mountReference = 'https://docs.docker.com/reference/dockerfile/#run---mount';
const maxLength = 500;
const maxComments = 5;

function text(content: Message): Block {
  return { kind: 'text', text: content };
}

function code(content: string): Block {
  return { kind: 'code', language: 'dockerfile', code: content };
}

function reference(href: string): Block {
  return { kind: 'link', label: message('Dockerfile reference'), href };
}
