import { parseReference } from '../../image/reference.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Stage, StageReference } from '../model.ts';
import type { Checker } from './checker.ts';
import { report } from './checker.ts';

/**
 * Checks what COPY --from and RUN --mount=from= name: it must be an earlier stage, or an image.
 * Behind ONBUILD that is seen from the first stage that builds on this one, and not checked where there is none.
 */
export function checkStageReferences(checker: Checker): void {
  const { stages } = checker.model;
  const references = checker.model.references().filter(({ instruction }) => instruction.kind !== 'from');
  const images = references.filter(({ target, name }) => !target && !isNumber(name)).length;
  const users = new Map(stages.toReversed().map((stage) => [stage.baseStage, stage]));
  for (const reference of references) {
    const from = reference.isTrigger ? users.get(reference.from) : reference.from;
    const found = from && problemOf({ ...reference, from }, stages.length + images);
    if (found) report(checker, { ...found, span: reference.span });
  }
}

interface Found {
  readonly code: string;
  readonly message: Message;
}

/** Images that are copied from count as stages, too, when the builder looks up a number. */
function problemOf({ name, target, from }: StageReference, count: number): Found | undefined {
  if (name.includes('$')) {
    const text = message(
      'Variables do not work here. Name a stage, and use the variable in its FROM line: FROM {0} AS <name>',
      name,
    );
    return { code: 'variable-in-from', message: text };
  }
  if (isNumber(name) && !target) {
    if (Number(name) >= 0 && Number(name) < count) return undefined;
    const text = message('There is no stage {0}. The first stage of the file is 0.', name);
    return { code: 'unknown-stage', message: text };
  }
  return target ? orderProblem(name, target, from) : imageProblem(name);
}

function orderProblem(name: string, target: Stage, from: Stage): Found | undefined {
  if (target.index < from.index) return undefined;
  if (target === from) {
    return {
      code: 'circular-stage',
      message: message('A stage cannot take files from itself; {0} is this stage.', name),
    };
  }
  return { code: 'later-stage', message: message('Stage {0} comes later in the file. Move it before this one.', name) };
}

function imageProblem(name: string): Found | undefined {
  if (name === 'scratch') return undefined;
  const parsed = parseReference(name);
  return parsed.kind === 'problem' ? { code: 'invalid-image', message: parsed.problem } : undefined;
}

function isNumber(name: string): boolean {
  return /^[+-]?\d+$/.test(name);
}
