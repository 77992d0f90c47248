import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Refactor } from './refactoring.ts';

/**
 * Makes the beginning of a stage, up to the selection, a stage of its own that the rest builds on. What is built stays
 * the same: the rest finds the files, settings and variables of the first part.
 */
export const extractStage: Refactor = ({ model, siblings, index, selection }) => {
  const last = siblings.findLastIndex(({ span }) => span.start <= selection.end);
  const [end, next] = [siblings[Math.max(last, index)], siblings[Math.max(last, index) + 1]];
  const stage = model.stages.findLast(({ span }) => span.start <= selection.start);
  if (!stage?.base || !end || !next || stage.from.line.starts.length > 1) return undefined;
  // Numbers would mean other stages, and triggers would run in the second part.
  const first = siblings.slice(0, siblings.indexOf(next));
  if (first.some(({ kind }) => kind === 'onbuild')) return undefined;
  if (model.references().some(({ name, instruction }) => instruction.kind !== 'from' && /^[+-]?\d+$/.test(name)))
    return undefined;
  const { from, base, name } = stage;
  const isLower = from.keyword.text === 'from';
  const fresh = freshName(model);
  const as = isLower ? 'as' : 'AS';
  const lineBreak = /\r?\n/.exec(model.text)?.[0] ?? '\n';
  const again = `${from.keyword.text} ${fresh}${name ? ` ${as} ${name.text}` : ''}`;
  const naming = name
    ? { span: { ...name.span }, newText: fresh }
    : { span: { start: base.span.end, end: base.span.end }, newText: ` ${as} ${fresh}` };
  return {
    kind: 'extract',
    title: message('Extract the instructions up to here into a stage of their own'),
    edits: [naming, { span: { start: end.span.end, end: end.span.end }, newText: `${lineBreak}${lineBreak}${again}` }],
  };
};

function freshName({ stages }: DockerfileModel): string {
  const taken = new Set(stages.flatMap(({ name, base }) => [name?.text.toLowerCase(), base?.text.toLowerCase()]));
  let number = 1;
  while (taken.has(number === 1 ? 'base' : `base${number}`)) number++;
  return number === 1 ? 'base' : `base${number}`;
}
