import type { Finding } from '../../lint/rule.ts';
import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { appendCommand } from './appendCommand.ts';
import type { PackageManager } from './packages.ts';
import { installationsBy, programOf, spanOfInstallation } from './packages.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { Source } from '../lint/rule.ts';
import type { RunCommand } from './runCommands.ts';

/** What a package manager leaves behind, and what takes it away. */
export interface Leftovers {
  readonly verbs: readonly string[];
  readonly isClean: (command: RunCommand, installer: RunCommand) => boolean;
  /** The command that cleans up behind this program. */
  readonly clean: (program: string) => string;
}

/** The last installation by a package manager that nothing cleans up behind. */
export function uncleaned(
  manager: PackageManager,
  { commands, run, source }: { commands: readonly RunCommand[]; run: InstructionOf<'run'>; source: Source },
  { verbs, isClean, clean }: Leftovers,
): readonly Finding[] {
  const last = installationsBy(manager, commands, verbs).findLast(({ command }) => !isDry(command));
  if (!last) return [];
  const behind = commands.slice(commands.indexOf(last.command) + 1);
  if (behind.some((command) => isClean(command, last.command))) return [];
  const command = clean(programOf(last.command.name));
  return [
    {
      span: spanOfInstallation(last),
      message: message(
        'What {0} has downloaded stays in the image: end this RUN with {1}.',
        last.command.name,
        command,
      ),
      fixes: appendCommand(run, source, command),
    },
  ];
}

function isDry(command: RunCommand): boolean {
  return hasOption(command, 'dry-run', 'assumeno');
}

/** Whether a command removes a folder: what lies below it counts, what lies beside it does not. */
export function removes({ name, args }: RunCommand, folder: RegExp): boolean {
  return (programOf(name) === 'rm' || programOf(name) === 'find') && args.some(({ text }) => folder.test(text));
}
