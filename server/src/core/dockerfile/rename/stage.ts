import type { Refusal } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel, Stage, StageReference } from '../model.ts';
import type { Thing } from '../occurrences.ts';
import type { Renaming } from './renaming.ts';
import { refusal } from './renaming.ts';

/** Renames a stage where it is defined and wherever it is named. Numbers keep to mean it. */
export function stageRenaming(model: DockerfileModel, thing: Extract<Thing, { kind: 'stage' }>): Renaming | Refusal {
  const { stage, uses, span } = thing;
  const { name } = stage;
  if (!name) return refusal(message('This stage has no name. Give it one behind AS: {0}', 'FROM <image> AS <name>'));
  const spans = [name.span, ...uses.filter((use) => names(use, name.text)).map((use) => use.span)];
  const indirect = uses.find((use) => use.name.includes('$'));
  if (indirect) {
    return refusal(
      message('{0} means this stage by the value of a variable, which would not be renamed.', indirect.name),
    );
  }
  if (!spans.some((other) => isSame(other, span))) {
    return refusal(message('This means the stage {0}, but not by its name. Rename it where it is defined.', name.text));
  }
  return { span, name: name.text, spans, problemOf: (newName) => problemOf(model, stage, newName) };
}

/** Whether a place says the name, and not the number of a stage. Quotes around it are no part of it. */
function names({ name }: StageReference, stage: string): boolean {
  return name.replaceAll(/["']/g, '').toLowerCase() === stage.toLowerCase();
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function problemOf(model: DockerfileModel, stage: Stage, newName: string): Message | undefined {
  if (!/^[a-z][a-z0-9-_.]*$/.test(newName)) {
    return message('A stage name begins with a small letter and has small letters, digits, - _ and . only.');
  }
  if (newName === 'scratch' || newName === 'context') {
    return message('{0} is a reserved name. Choose another one.', newName);
  }
  const isTaken = model.stages.some(({ name }) => name?.text.toLowerCase() === newName && name !== stage.name);
  if (isTaken) return message('Another stage is called {0}.', newName);
  const isImage = model.references().some((reference) => takesImage(reference, newName, stage));
  return isImage
    ? message('{0} is an image that the file takes: the name would then mean this stage.', newName)
    : undefined;
}

/** Whether a place takes an image that a stage of the same name would hide. */
function takesImage({ name, target, instruction, from }: StageReference, image: string, stage: Stage): boolean {
  if (target) return false;
  // A FROM line sees the stages before it only.
  if (instruction.kind === 'from') return from.index > stage.index && (from.baseName ?? name) === image;
  return name.toLowerCase() === image;
}
