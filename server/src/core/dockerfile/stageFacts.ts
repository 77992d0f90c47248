import { parseReference } from '../image/reference.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction, InstructionOf } from './parse/ast.ts';
import { stageAt } from './position.ts';

/** How many stages below a stage are looked through. */
const maxDepth = 32;

/**
 * The instructions that have taken effect before an offset: those of its stage and of the stages that this one builds
 * on, the nearest first.
 */
function instructionsBefore(model: DockerfileModel, offset: number): readonly Instruction[] {
  return instructionsOf(stageAt(model, offset), offset);
}

function instructionsOf(top: Stage | undefined, offset: number): readonly Instruction[] {
  const found: Instruction[] = [];
  let depth = 0;
  for (let stage = top; stage && depth < maxDepth; stage = stage.baseStage, depth++) {
    found.push(...stage.instructions.filter(({ span }) => span.end < offset).toReversed());
  }
  return found;
}

/** The image at the bottom of a stage, as it is written. */
export function baseNameOf(stage: Stage | undefined): string | undefined {
  let bottom = stage;
  for (let depth = 0; bottom?.baseStage && depth < maxDepth; depth++) bottom = bottom.baseStage;
  return bottom?.baseStage ? undefined : bottom?.baseName;
}

/** The image at the bottom of a stage, as `name` or `owner/name`, without registry, tag and digest. */
export function baseImageOf(stage: Stage | undefined): string | undefined {
  const name = baseNameOf(stage);
  const parsed = name === undefined ? undefined : parseReference(name);
  return parsed?.kind === 'reference' ? parsed.reference.path.replace(/^library\//, '') : undefined;
}

/** The absolute paths that earlier WORKDIRs and copies have made, each once, the nearest first. */
export function knownFolders(model: DockerfileModel, offset: number): readonly string[] {
  return foldersIn(instructionsBefore(model, offset));
}

/** The same of a whole stage. */
export function foldersOf(stage: Stage): readonly string[] {
  return foldersIn(instructionsOf(stage, Infinity));
}

function foldersIn(instructions: readonly Instruction[]): readonly string[] {
  const paths = instructions.flatMap((instruction) => {
    if (instruction.kind === 'workdir') return instruction.value?.text ?? [];
    if (instruction.kind !== 'copy' && instruction.kind !== 'add') return [];
    return instruction.items.length > 1 ? (instruction.items.at(-1)?.value ?? []) : [];
  });
  return [...new Set(paths.map((path) => path.replace(/^(["'])(.*)\1$/, '$2')))].filter((path) => /^[/$]/.test(path));
}

/** Users or groups that the image has, as far as the file tells. */
export interface Accounts {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The users and groups that earlier RUN instructions create, the nearest first. */
export function createdAccounts(model: DockerfileModel, offset: number): Accounts {
  const users = new Set<string>();
  const groups = new Set<string>();
  for (const instruction of instructionsBefore(model, offset)) {
    if (instruction.kind !== 'run') continue;
    for (const { command, name } of accountCommands(scriptOf(model, instruction))) {
      if (command.startsWith('user') || command === 'adduser') users.add(name);
      // A user has a group of the same name.
      groups.add(name);
    }
  }
  return { users: [...users], groups: [...groups] };
}

function scriptOf({ text }: DockerfileModel, { command, heredocs }: InstructionOf<'run'>): string {
  const line = command?.form === 'shell' ? command.word.text : '';
  return [line, ...heredocs.map(({ body }) => text.slice(body.start, body.end))].join('\n');
}

interface AccountCommand {
  readonly command: string;
  readonly name: string;
}

/** The names that `useradd`, `adduser`, `groupadd` and `addgroup` create: the last word that is no option or its value. */
function accountCommands(script: string): readonly AccountCommand[] {
  return [
    ...script.matchAll(/\b(useradd|adduser|groupadd|addgroup)\b((?:"[^"\n]*"|'[^'\n]*'|\\\n|[^;&|\n"'])*)/g),
  ].flatMap(([, command = '', rest = '']) => {
    const operands: string[] = [];
    let takesValue = false;
    for (const word of rest.match(/(?:"[^"]*"|'[^']*'|[^\s"'\\])+/g) ?? []) {
      if (takesValue) takesValue = false;
      else if (word.startsWith('-')) takesValue = valueOptions.test(word);
      else operands.push(word);
    }
    // `adduser app staff` puts an existing user into a group.
    const name = command.startsWith('user') || command.startsWith('group') ? operands.at(-1) : operands[0];
    return name !== undefined && /^[a-z_][\w.-]*\$?$/i.test(name) ? [{ command, name }] : [];
  });
}

/** Options whose value is the next word. */
const valueOptions =
  /^(?:-[a-zA-Z]*[bcdefgGhkKpPsuZ]|--(?:base-dir|comment|home|home-dir|expiredate|inactive|gid|groups|ingroup|key|password|shell|skel|uid|gecos|firstuid|lastuid|prefix|root|conf))$/;
