import type { Localizer } from '../ui/localizer.ts';
import type { Fault, FaultCause } from './fault.ts';

/** Why it failed, and what to do about it: in a sentence or two for somebody who has not met it before. */
export function causeText({ cause, subject }: Fault, l10n: Localizer): string {
  const texts: Readonly<Record<FaultCause, string>> = {
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
    'no-image': l10n.t(
      'The image {0} was not found, or you are not allowed to pull it. Look at its name and tag, or log in.',
      subject,
    ),
    'no-package': l10n.t(
      'The package {0} is not to be had. Look at its name, and at whether the package lists are fetched in the same RUN.',
      subject,
    ),
    'no-space': l10n.t('The disk of the engine is full. Remove what is not needed, as with “Prune”.'),
    'not-in-context': l10n.t(
      '{0} is not in what the engine was sent. Look at the path, which begins at the build context, and at .dockerignore.',
      subject,
    ),
    permission: l10n.t(
      'The user of the build may not do this ({0}). Look at USER, at the owner of the files, and at whether a script is executable.',
      subject || '…',
    ),
  };
  return texts[cause];
}
