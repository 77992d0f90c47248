import type { Hover } from '../../language.ts';
import type { Block } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import { touches } from '../../text/span.ts';
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../../workspace.ts';
import { parseCompose } from '../model.ts';
import type { ComposeModel } from '../model.ts';
import { referencesIn } from '../names.ts';
import { hasOtherFiles } from '../otherFiles.ts';
import { isDeclared } from '../project.ts';
import { effectiveOf } from '../project/effective.ts';
import type { ProjectFiles } from '../project/files.ts';
import { baseName } from '../project/paths.ts';
import type { MapValue, Value } from '../project/value.ts';
import { fieldsOf, valueAt } from '../project/value.ts';
import type { NameKind } from '../spec/shape.ts';
import { pathAt } from '../yaml/nodeAt.ts';

/** What stands behind a name that another file declares, and what a value becomes when another file sets it, too. */
export async function projectHover(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const place = nameAt(model, offset) ?? settingAt(model, offset);
  if (!place) return undefined;
  const { text } = model;
  // Only where there are others is the whole project worth reading. The model may have moved on by then.
  if (!(await hasOtherFiles(model, workspace))) return undefined;
  const reading = await effectiveOf(parseCompose(text), workspace, ({ config }, files) =>
    place.kind === 'name' ? declarationIn(config, files, place) : undefined,
  );
  if (!reading) return undefined;
  const { effective, made, path } = reading;
  const content = place.kind === 'name' ? made : overridden(valueAt(effective.config, ...place.keys), place, path);
  return content && { span: place.span, content };
}

interface NamePlace {
  readonly kind: 'name';
  readonly section: string;
  readonly name: string;
  readonly span: Span;
}

interface SettingPlace {
  readonly kind: 'setting';
  readonly keys: readonly string[];
  readonly text: string;
  readonly span: Span;
}

/** A name at the offset that the file itself does not declare. */
function nameAt({ project }: ComposeModel, offset: number): NamePlace | undefined {
  const found = referencesIn(project).find(({ span }) => touches(span, offset));
  if (!found) return undefined;
  const { kind, name, span } = found;
  const section = sections[kind];
  return section === undefined || isDeclared(project, kind, name)
    ? undefined
    : { kind: 'name', section, name, span: { ...span } };
}

const sections: Readonly<Partial<Record<NameKind, string>>> = {
  service: 'services',
  network: 'networks',
  volume: 'volumes',
  secret: 'secrets',
  config: 'configs',
  model: 'models',
};

/** A single value of a service at the offset. Those in lists are added to, not replaced. */
function settingAt({ yaml }: ComposeModel, offset: number): SettingPlace | undefined {
  const { steps, value } = pathAt(yaml, offset);
  const keys = steps.flatMap((step) => (typeof step === 'number' ? [] : [step.key.text]));
  if (value?.kind !== 'scalar' || keys.length < 3 || keys.length < steps.length || keys[0] !== 'services')
    return undefined;
  return { kind: 'setting', keys, text: value.text, span: { ...value.span } };
}

/** The text of a declaration in another file. */
function declarationIn(
  config: MapValue,
  files: ProjectFiles,
  { section, name }: NamePlace,
): readonly Block[] | undefined {
  const field = fieldsOf(valueAt(config, section)).get(name);
  const file = field?.key.file ?? '';
  const entry = file === '' ? undefined : files.at(file);
  if (!field || entry?.kind !== 'file') return undefined;
  const { text } = entry;
  const start = field.key.span.start;
  const end = Math.max(field.key.span.end, field.value.origin.file === file ? field.value.origin.span.end : 0);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lines = text.slice(start, end).split(/\r?\n/);
  const shown = lines.slice(0, maxLines).map((line, index) => (index === 0 ? line : line.slice(column)));
  return [
    { kind: 'code', language: 'yaml', code: shown.join('\n') },
    { kind: 'text', text: message('From {0}', baseName(file)) },
  ];
}

const maxLines = 20;

/** Said of a value that counts no more, since a file that is read later sets another. */
function overridden(value: Value | undefined, { text }: SettingPlace, path: string): readonly Block[] | undefined {
  if (value?.kind !== 'scalar' || value.origin.file === path || value.origin.file === '' || value.text === text)
    return undefined;
  return [{ kind: 'text', text: message('{0} sets {1} in its place.', baseName(value.origin.file), value.text) }];
}
