import { message } from '../../text/message.ts';
import type { InstructionOf } from '../parse/ast.ts';
import { plainWords } from '../commands/plainWords.ts';
import type { Refactor, RefactorPlace } from './refactoring.ts';

/** `CMD npm start` → `CMD ["npm", "start"]`. */
export const toExecForm: Refactor = (place) => {
  const instruction = convertible(place);
  if (instruction?.command?.form !== 'shell') return undefined;
  // The shell form of ENTRYPOINT ignores CMD, and the JSON form does not.
  if (instruction.kind === 'entrypoint' && has(place, 'cmd')) return undefined;
  if (instruction.line.starts.length > 1 || instruction.heredocs.length > 0) return undefined;
  const words = plainWords(instruction.command.word.text);
  if (!words) return undefined;
  const newText = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return { title: message('Convert to exec form'), edits: [{ span: instruction.command.word.span, newText }] };
};

/** `RUN ["make", "all"]` → `RUN make all`. The shell of a CMD gives its place to the program, which gets all signals. */
export const toShellForm: Refactor = (place) => {
  const instruction = convertible(place);
  // An ENTRYPOINT in shell form takes no arguments.
  if (instruction?.command?.form !== 'json' || instruction.kind === 'entrypoint') return undefined;
  const words = instruction.command.strings.map(({ value }) => value);
  const [program = ''] = words;
  if (!/^[\w./+-]+$/.test(program) || program.startsWith('-') || shellWords.has(program)) return undefined;
  if (instruction.line.starts.length > 1 || words.some((word) => /['\\`\r\n]|<</.test(word))) return undefined;
  const command = words.map(quoted).join(' ');
  const newText = instruction.kind === 'cmd' ? `exec ${command}` : command;
  return { title: message('Convert to shell form'), edits: [{ span: instruction.command.span, newText }] };
};

/** An instruction of which both forms run the same. What is an argument of an ENTRYPOINT does not. */
function convertible(place: RefactorPlace): InstructionOf<'run' | 'cmd' | 'entrypoint'> | undefined {
  const { instruction } = place;
  const { kind } = instruction;
  if (kind !== 'run' && kind !== 'cmd' && kind !== 'entrypoint') return undefined;
  return kind === 'cmd' && has(place, 'entrypoint') ? undefined : instruction;
}

function has({ siblings }: RefactorPlace, kind: 'cmd' | 'entrypoint'): boolean {
  return siblings.some((sibling) => sibling.kind === kind);
}

function quoted(word: string): string {
  return /^[\w./:@%+,-]+$/.test(word) ? word : `'${word}'`;
}

/** Names that a shell would not take for a program. */
const shellWords = new Set(
  'if then elif else fi for while until do done case esac select function time exec eval set export cd'.split(' '),
);
