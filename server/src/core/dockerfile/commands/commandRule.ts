import type { Finding, Fix, RuleInfo } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule, Source } from '../lint/rule.ts';
import type { RunCommand } from './runCommands.ts';
import { commandsOf } from './runCommands.ts';

/** A rule about the programs that one RUN starts. */
export interface CommandRule extends RuleInfo {
  /** The findings in one RUN. Pure; never throws. `commands` are all programs it starts, in the order of the text. */
  readonly find: (commands: readonly RunCommand[], run: InstructionOf<'run'>, source: Source) => readonly Finding[];
}

/** Makes a rule for RUN instructions, also behind ONBUILD, whose commands a POSIX shell reads. */
export function commandRule({ find, ...info }: CommandRule): DockerfileRule<'run'> {
  return {
    ...info,
    nodes: ['run'],
    triggers: true,
    check(run, source) {
      if (source.shell !== 'posix') return noFindings;
      const commands = commandsOf(run, source.text);
      return commands.length === 0 ? noFindings : find(commands, run, source);
    },
  };
}

/** The place of a command in the file: from its name to its last argument. */
export function spanOfCommand({ nameWord, args, script }: RunCommand): Span {
  return script.spanOf({ start: nameWord.start, end: args.at(-1)?.end ?? nameWord.end });
}

/** The place of a command's name in the file. */
export function spanOfName({ nameWord, script }: RunCommand): Span {
  return script.spanOf(nameWord);
}

/** A fix that puts `newText` behind a piece of a command; none where the text of the command is not the script's. */
export function insertBehind({ script }: RunCommand, piece: Span, newText: string, title: Message): readonly Fix[] {
  if (!script.isVerbatim) return [];
  const { end } = script.spanOf(piece);
  return [{ title, edits: [{ span: { start: end, end }, newText }], preferred: true }];
}
