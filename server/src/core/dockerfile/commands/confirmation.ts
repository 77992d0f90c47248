import type { Finding, Fix } from '../../lint/rule.ts';
import type { SimpleCommand } from '../../shell/ast.ts';
import { commandsWithInput } from '../../shell/commands.ts';
import { message } from '../../text/message.ts';
import type { Installation, PackageManager } from './packages.ts';
import { installationsBy, spanOfInstallation } from './packages.ts';
import type { RunCommand } from './runCommands.ts';

/** How a package manager is told to go on without asking. */
export interface Confirmation {
  readonly verbs: readonly string[];
  /** The option that says yes. */
  readonly option: string;
  readonly isConfirmed: (installation: Installation) => boolean;
  /** The fix that puts the option where it belongs. */
  readonly fix: (installation: Installation) => readonly Fix[];
}

/** Commands of a package manager that ask a question, and end when nobody answers. */
export function unconfirmed(
  manager: PackageManager,
  commands: readonly RunCommand[],
  { verbs, option, isConfirmed, fix }: Confirmation,
): readonly Finding[] {
  const asking = installationsBy(manager, commands, verbs).filter((installation) => !isConfirmed(installation));
  if (asking.length === 0) return [];
  const scripts = new Set(asking.map(({ command }) => command.script.script));
  const answered = new Set<SimpleCommand>([...scripts].flatMap((script) => [...commandsWithInput(script)]));
  return asking
    .filter(({ command }) => !answered.has(command.command))
    .map((installation) => ({
      span: spanOfInstallation(installation),
      message: message(
        '{0} asks before it goes on, and nobody answers during a build: add {1}.',
        `${installation.command.name} ${installation.verb.text}`,
        option,
      ),
      fixes: fix(installation),
    }));
}
