import type { OutlineItem, OutlineKind } from '../language.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { stagePlace } from './occurrences.ts';
import type { Directive, Instruction, InstructionKind, Pair } from './parse/ast.ts';

/** The outline: directives, what stands before the first FROM, and the stages with their instructions. */
export function symbols(model: DockerfileModel): readonly OutlineItem[] {
  return [
    ...model.tree.directives.map(directiveItem),
    ...model.globals.flatMap(instructionItem),
    ...model.stages.map(stageItem),
  ];
}

function directiveItem({ name, value, span, nameSpan }: Directive): OutlineItem {
  return item({ name, detail: shortened(value), kind: 'setting', span, nameSpan });
}

/** A stage as an item of the outline. One without a name goes by its image. */
export function stageItem(stage: Stage): OutlineItem {
  const { name, base, from, instructions, span } = stage;
  const image = base?.text ?? '';
  // An image of odd white space alone leaves nothing to show.
  const label = shortened(name?.text ?? image);
  return {
    name: label === '' ? from.keyword.text : label,
    detail: shortened(name ? `${from.keyword.text} ${image}` : from.keyword.text),
    kind: 'stage',
    span,
    nameSpan: stagePlace(stage),
    children: instructions.flatMap(instructionItem),
  };
}

const kinds: { readonly [Kind in InstructionKind]: OutlineKind | undefined } = {
  from: 'stage',
  arg: 'variable',
  env: 'variable',
  label: 'label',
  maintainer: 'label',
  run: 'command',
  cmd: 'entry',
  entrypoint: 'entry',
  healthcheck: 'event',
  onbuild: 'event',
  copy: 'file',
  add: 'file',
  volume: 'file',
  workdir: 'folder',
  expose: 'port',
  user: 'setting',
  shell: 'setting',
  stopsignal: 'setting',
  unknown: undefined,
};

/** An instruction with what it does: the names that it sets, or its arguments. Several names are items of their own, too. */
function instructionItem(instruction: Instruction): readonly OutlineItem[] {
  const { kind, keyword, flags, span } = instruction;
  const outlineKind = kinds[kind];
  if (!outlineKind) return [];
  const pairs = 'pairs' in instruction ? instruction.pairs : [];
  const name = pairs.length > 0 ? pairs.map((pair) => pair.name.text).join(' ') : argumentsOf(instruction);
  const [first] = pairs;
  const detail = pairs.length === 1 && first ? valueOf(first) : flags.map(flagText).join(' ');
  const children = pairs.length > 1 ? pairs.map((pair) => pairItem(pair, outlineKind)) : [];
  const nameSpan = first?.name.span ?? keyword.span;
  const label = shortened(`${keyword.text.toUpperCase()} ${name}`);
  return [{ name: label, detail: shortened(detail), kind: outlineKind, span, nameSpan, children }];
}

function pairItem(pair: Pair, kind: OutlineKind): OutlineItem {
  const { name, span } = pair;
  return item({ name: shortened(name.text), detail: shortened(valueOf(pair)), kind, span, nameSpan: name.span });
}

/** What only a name and a value say of an item; editors want a name that is not empty. */
function item(leaf: Omit<OutlineItem, 'children'>): OutlineItem {
  return { ...leaf, name: leaf.name === '' ? '=' : leaf.name, children: noItems };
}

const noItems: readonly OutlineItem[] = [];

function valueOf({ value }: Pair): string {
  return value?.text ?? '';
}

function flagText({ name, value }: { readonly name: string; readonly value: string | undefined }): string {
  return `--${name}${value === undefined ? '' : `=${value}`}`;
}

function argumentsOf({ line, argumentsAt }: Instruction): string {
  return line.text.slice(argumentsAt, argumentsAt + 4 * maxLength);
}

/** Longer texts are cut. */
const maxLength = 80;

/** A text on one line, without runs of white space, and not too long. */
function shortened(text: string): string {
  const plain = text
    .slice(0, 4 * maxLength)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength - 1)}…` : plain;
}
