import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { stageAt } from '../position.ts';
import { baseImageOf, foldersOf, knownFolders } from '../stageFacts.ts';
import { dataFolders, projectFolders } from '../wellKnown.ts';
import { offers } from './offers.ts';
import type { ArgumentPlace } from './place.ts';

/** Where the stage has been already, and where programs usually are put. */
export function workdirs(model: DockerfileModel, { instruction, index, word }: ArgumentPlace): readonly Completion[] {
  return index === 0 ? folders(model, instruction, { span: word.span, usual: projectFolders }) : [];
}

/** Folders of the stage, those in which its base image keeps data, and one in the form of JSON. */
export function volumes(model: DockerfileModel, place: ArgumentPlace): readonly Completion[] {
  const { instruction, word, index } = place;
  const usual = [...(dataFolders[baseImageOf(stageAt(model, instruction.span.start)) ?? ''] ?? []), '/data'];
  const inJson = stringAt(place);
  if (isJson(instruction)) return inJson ? folders(model, instruction, { span: inJson, usual }) : [];
  const json = index === 0 && word.start === word.end ? usual.slice(0, 1).map((folder) => `["${folder}"]`) : [];
  return [...folders(model, instruction, { span: word.span, usual }), ...offers(json, word.span, { group: 3 })];
}

interface Folders {
  readonly span: Span;
  /** What others use. */
  readonly usual: readonly string[];
}

function folders(model: DockerfileModel, instruction: Instruction, { span, usual }: Folders): readonly Completion[] {
  const known = knownFolders(model, instruction.span.start);
  const others = usual.filter((folder) => !known.includes(folder));
  return [...offers(known, span, { kind: 'file' }), ...offers(others, span, { kind: 'file', group: 2 })];
}

/** Where files go; and where they come from, if that is another stage. */
export function copyPaths(model: DockerfileModel, place: ArgumentPlace): readonly Completion[] {
  const { instruction, index, word } = place;
  const isLast = instruction.line.text.slice(word.end).trim() === '';
  const inJson = stringAt(place);
  if (isJson(instruction) && !inJson) return [];
  const span = inJson ?? word.span;
  const isDestination = inJson ? isLastString(instruction, inJson) : index > 0 && isLast;
  const sources = isDestination && (inJson !== undefined || index > 1) ? [] : stageFolders(model, instruction, span);
  if (!isDestination) return sources;
  const known = knownFolders(model, instruction.span.start);
  return [...offers([...new Set(['./', ...known])], span, { kind: 'file' }), ...sources];
}

/** The folders that the stage of `--from` has, as far as the file tells. */
function stageFolders(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  const flag = instruction.flags.find(({ name }) => name === 'from');
  const at = flag?.valueWord?.span;
  const stage = at && model.references().find((reference) => touches(reference.span, at.start))?.target;
  if (!stage) return [];
  const detail = message('In stage {0}', stage.name?.text ?? stage.index);
  return offers(foldersOf(stage), span, { kind: 'file', detail, group: 2 });
}

function isJson({ line, argumentsAt }: Instruction): boolean {
  return line.text.charAt(argumentsAt) === '[';
}

/** The inside of the JSON string that the cursor stands in. */
function stringAt({ instruction, offset }: ArgumentPlace): Span | undefined {
  return strings(instruction)
    .map(({ start, end }) => ({ start: start + 1, end: end - 1 }))
    .find((span) => touches(span, offset));
}

function isLastString(instruction: Instruction, { end }: Span): boolean {
  const all = strings(instruction);
  return all.length > 1 && all.at(-1)?.end === end + 1;
}

function strings(instruction: Instruction): readonly Span[] {
  if (!('items' in instruction)) return [];
  return instruction.items.flatMap(({ span, word }) => (word ? [] : [span]));
}
