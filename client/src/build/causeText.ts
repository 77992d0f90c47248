import type { Localizer } from '../ui/localizer.ts';
import type { Fault, FaultCause } from './fault.ts';

/** Why it failed, and what to do about it: in a sentence or two for somebody who has not met it before. */
export function causeText({ cause, subject }: Fault, l10n: Localizer): string {
  return { ...commandTexts(subject, l10n), ...builderTexts(subject, l10n) }[cause];
}

/** What goes wrong in the commands of a RUN, and elsewhere in the same way. */
type CommandCause = Extract<
  FaultCause,
  | 'command-not-found'
  | 'exec-format'
  | 'killed'
  | 'network'
  | 'no-file'
  | 'no-package'
  | 'no-parent'
  | 'no-space'
  | 'permission'
  | 'read-only'
  | 'script-not-found'
  | 'shell-syntax'
>;

function commandTexts(subject: string, l10n: Localizer): Readonly<Record<CommandCause, string>> {
  return {
    'command-not-found': l10n.t(
      'There is no program {0} in the image at this point. Install it in an earlier instruction, or look whether it is on the PATH.',
      subject,
    ),
    'exec-format': l10n.t(
      'A program was started that is made for another processor, or a script without its first line (#!/bin/sh).',
    ),
    killed: l10n.t(
      'The command was killed, most likely because the engine ran out of memory. Give it more, or do less at once.',
    ),
    network: l10n.t(
      'The network could not be reached from the build ({0}). Look at proxy, DNS and VPN.',
      subject || '…',
    ),
    'no-file': l10n.t(
      'There is no {0} in the image at this point. COPY it in an earlier instruction, or look at the path and at WORKDIR.',
      subject,
    ),
    'no-package': l10n.t(
      'The package {0} is not to be had. Look at its name, and at whether the package lists are fetched in the same RUN.',
      subject,
    ),
    'no-parent': l10n.t(
      '{0} cannot be written: its folder is not there. Make the folder first, with mkdir -p.',
      subject,
    ),
    'no-space': l10n.t('The disk of the engine is full. Remove what is not needed, as with “Prune”.'),
    permission: l10n.t(
      'The user of the build may not do this ({0}). Look at USER, at the owner of the files, and at whether a script is executable.',
      subject || '…',
    ),
    'read-only': l10n.t(
      'This place can only be read ({0}): it is mounted for this instruction. Write elsewhere, or add “rw” to the mount.',
      subject || '…',
    ),
    'script-not-found': l10n.t(
      '{0} cannot be started: it is not in the image, or the program that its first line names is not. Line ends of Windows in a script do that, too.',
      subject,
    ),
    'shell-syntax': l10n.t('The shell cannot read this command. Look for a quote or a bracket that is not closed.'),
  };
}

function builderTexts(subject: string, l10n: Localizer): Readonly<Record<Exclude<FaultCause, CommandCause>, string>> {
  return {
    'needs-buildkit': l10n.t('This engine builds without BuildKit, which {0} needs. A newer engine has it.', subject),
    'needs-buildx': l10n.t(
      'This instruction is given something by the docker CLI with buildx, such as a secret or an SSH key, and it was not found. Install it, and build again.',
    ),
    'no-download': l10n.t(
      'The address cannot be downloaded ({0}). Open it in a browser to see what is there.',
      subject,
    ),
    'no-folder': l10n.t('{0} cannot be made as a folder: at this point, it or a part of its path is a file.', subject),
    'no-image': l10n.t(
      'The image {0} was not found, or you are not allowed to pull it. Look at its name and tag, or log in.',
      subject,
    ),
    'no-secret': l10n.t(
      'The build was not given the secret {0}. Name a file or a variable for it in “Build Image with Options”.',
      subject,
    ),
    'no-ssh': l10n.t('The build was not given the SSH key {0}. Turn SSH on in “Build Image with Options”.', subject),
    'no-stage': l10n.t(
      '{0} is no stage of this Dockerfile, and no image of that name can be had. Look at how it is written.',
      subject,
    ),
    'no-user': l10n.t(
      'The image has no user or group {0} at this point. Create it in an earlier RUN, or use its number.',
      subject,
    ),
    'not-in-context': l10n.t(
      '{0} is not in what the engine was sent. Look at the path, which begins at the build context, and at .dockerignore.',
      subject,
    ),
    'not-in-stage': l10n.t(
      '{0} is not in the stage or image that it is taken from. Look at the path, and at whether that stage makes it.',
      subject,
    ),
    trigger: l10n.t('The base image brings this instruction along (ONBUILD), and it failed here.'),
    'wrong-checksum': l10n.t(
      'What was downloaded is not what the checksum says: the file has changed, or the checksum was mistyped.',
    ),
  };
}
