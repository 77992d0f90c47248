import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Installation, PackageManager } from './packages.ts';
import { installationsBy } from './packages.ts';
import type { RunCommand } from './runCommands.ts';

/** What a package with a version looks like. */
export interface Pinning {
  /** Whether the version is said, or there is none to say. */
  readonly isPinned: (text: string, installation: Installation) => boolean;
  /** How the package would be written with a version. */
  readonly pinned: (text: string) => string;
}

/** Each package that is installed without saying which version. What variables stand for is not known, and not judged. */
export function unpinnedPackages(
  manager: PackageManager,
  commands: readonly RunCommand[],
  { isPinned, pinned }: Pinning,
): readonly Finding[] {
  return installationsBy(manager, commands).flatMap((installation) =>
    installation.packages
      .filter(({ isPlain, text }) => isPlain && text !== '' && !isPinned(text, installation))
      .map((word) => ({
        span: installation.command.script.spanOf(word),
        message: message('Say which version of {0} is installed, as in {1}.', word.text, pinned(word.text)),
      })),
  );
}

/** Whether a package of yum or dnf names a version: a part behind a dash that begins with a digit. */
export function isPinnedRpm(text: string, { before }: Installation): boolean {
  if (before === 'module') return text.includes(':');
  // Groups have no version; files and downloads are what they are.
  if (/^@|\/|\.rpm$/.test(text) || /^groups?$/.test(before ?? '')) return true;
  const [, ...parts] = text.split('-');
  return parts.every((part) => /^[\w.~^:+*]*$/.test(part)) && parts.some((part) => /^\d/.test(part));
}
