import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction, InstructionOf, Word } from '../parse/ast.ts';
import { expand } from '../parse/expand.ts';
import { visitExpandedWords } from '../variables/values.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const workdirRelativePath: DockerfileRule<'file'> = {
  id: 'WorkdirRelativePath',
  aliases: ['DL3000'],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'The first WORKDIR of a stage is an absolute path.',
  why:
    'A relative path starts at the working directory of the base image, which may change with its next version. ' +
    'After an absolute WORKDIR relative ones are fine.',
  examples: [
    { bad: 'FROM node:22\nWORKDIR «app»\n' },
    { good: 'FROM node:22\nWORKDIR /app\nWORKDIR src\n' },
    { good: 'FROM node:22 AS base\nWORKDIR /app\nFROM base\nWORKDIR src\n' },
  ],
  nodes: ['file'],
  check(model) {
    const stagesWithWorkdir = new Set<Stage>();
    const firsts: (readonly [InstructionOf<'workdir'>, Word])[] = [];
    for (const stage of model.stages) {
      const { first, isPlain } = firstWorkdir(stage);
      const isInherited = stage.baseStage !== undefined && stagesWithWorkdir.has(stage.baseStage);
      if (first || isInherited) stagesWithWorkdir.add(stage);
      if (first?.value && !isInherited && !isPlain) firsts.push([first, first.value]);
    }
    if (firsts.length === 0) return noFindings;
    const expanded = firsts.some(([, { text }]) => beginsWithVariable(text)) ? expandedPaths(model) : undefined;
    const absolute = isForWindows(model) ? absoluteOnWindows : absolutePath;
    return firsts.flatMap(([instruction, { text, span }]): readonly Finding[] => {
      const path = beginsWithVariable(text) ? expanded?.get(instruction) : text;
      if (path === undefined || absolute.test(path)) return [];
      const problem = message('{0} depends on the working directory of the base image. Write an absolute path.', text);
      return [{ span, message: problem }];
    });
  },
};

/** The first WORKDIR of a stage, and whether the stage alone tells that it is absolute. */
const firstWorkdir = perObject((stage: Stage) => {
  const first = stage.instructions.find((instruction) => instruction.kind === 'workdir');
  const path = first?.value?.text;
  return { first, isPlain: first !== undefined && path !== undefined && isPlainlyAbsolute(stage, first, path) };
});

function beginsWithVariable(path: string): boolean {
  return /^["']?\$/.test(path);
}

/** Whether the path is absolute, or begins with a variable that the stage itself sets to such: that needs no expansion. */
function isPlainlyAbsolute({ instructions }: Stage, workdir: Instruction, path: string): boolean {
  if (absolutePath.test(path)) return true;
  const [, name] = /^["']?\$\{?(\w+)(?=\}|\/|["']?$)/.exec(path) ?? [];
  if (name === undefined) return false;
  const before = instructions.slice(0, instructions.indexOf(workdir));
  const setting = before.findLast(
    (other) => (other.kind === 'env' || other.kind === 'arg') && other.pairs.some((pair) => pair.name.text === name),
  );
  const pairs = setting?.kind === 'env' || setting?.kind === 'arg' ? setting.pairs : [];
  return absolutePath.test(pairs.findLast((pair) => pair.name.text === name)?.value?.text ?? '');
}

/** The paths of the WORKDIR instructions that have variables; none where the file does not tell the value. */
function expandedPaths(model: DockerfileModel): ReadonlyMap<Instruction, string> {
  const paths = new Map<Instruction, string>();
  const escape = model.tree.escape.charCodeAt(0);
  visitExpandedWords(model, (instruction, [word], scope) => {
    const value = instruction.kind === 'workdir' && word ? expand(word.text, escape, scope, 'word').value : undefined;
    if (value !== undefined) paths.set(instruction, value);
  });
  return paths;
}

const absolutePath = /^["']?\//;
const absoluteOnWindows = /^["']?(?:[/\\]|[A-Za-z]:)/;

/** Only there do a drive and a backslash begin an absolute path. */
function isForWindows({ tree, stages }: DockerfileModel): boolean {
  return tree.escape === '`' || stages.some(({ baseName = '' }) => /windows|nanoserver/i.test(baseName));
}
