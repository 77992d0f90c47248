import { hasOption, optionsIn } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind } from '../commands/commandRule.ts';
import { unconfirmed } from '../commands/confirmation.ts';
import type { Installation } from '../commands/packages.ts';
import { apt } from '../commands/packages.ts';

export const dl3014 = commandRule({
  id: 'DL3014',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'apt-get install has the option -y.',
  why:
    'apt-get asks before it installs more than it was told to. During a build nobody answers, and it gives up: the ' +
    'build fails as soon as a package needs another one. `-y` answers yes; so does `-qq`.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN apt-get update && «apt-get install» git\n',
      fixed: 'FROM debian:13\nRUN apt-get update && apt-get install -y git\n',
    },
    {
      bad: 'FROM debian:13\nRUN «apt-get -q \\\n  install» \\\n  git && «apt-get upgrade» -q\n',
      fixed: 'FROM debian:13\nRUN apt-get -q \\\n  install -y \\\n  git && apt-get upgrade -y -q\n',
    },
    {
      bad: 'FROM debian:13\nRUN <<EOF\nsudo «apt-get install» "$PACKAGE"\nEOF\n',
      fixed: 'FROM debian:13\nRUN <<EOF\nsudo apt-get install -y "$PACKAGE"\nEOF\n',
    },
    { bad: 'FROM debian:13\nRUN [«"apt-get", "install"», "git"]\n' },
    {
      good: 'FROM debian:13\nRUN apt-get install -yq git && apt-get --assume-yes install make && apt-get -qq install vim\n',
    },
    { good: 'FROM debian:13\nRUN apt-get -q -q install git && apt-get install -q=2 git && apt-get install -s git\n' },
    { good: 'FROM debian:13\nRUN yes | apt-get install git && apt-get install $OPTIONS git && echo apt-get install\n' },
  ],
  find: (commands) =>
    unconfirmed(apt, commands, {
      verbs: ['install', 'reinstall', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep', 'remove', 'purge'],
      option: '-y',
      isConfirmed,
      fix: ({ command, verb }) => insertBehind(command, verb, ' -y', message('Add {0}', '-y')),
    }),
});

function isConfirmed({ command, verb }: Installation): boolean {
  if (hasOption(command, 'y', 'yes', 'assume-yes', 'force-yes', 's', 'simulate', 'dry-run', 'just-print')) return true;
  let quiet = 0;
  for (const { name, word } of optionsIn(command.args)) {
    if (name !== 'q' && name !== 'quiet') continue;
    quiet += /^-(?:q|-quiet)=[2-9]/.test(word.text) ? 2 : 1;
  }
  return (
    quiet > 1 ||
    command.args.some((word) => mayConfirm(word.text) || (!word.isPlain && word.end < verb.start)) ||
    mayHoldOptions(command.args)
  );
}

function mayConfirm(text: string): boolean {
  return /^(?:-o)?APT::Get::Assume-Yes=(?:"?(?:true|1|yes))/i.test(text);
}

/** Whether a variable without quotes may stand for the option. */
function mayHoldOptions(args: Installation['command']['args']): boolean {
  return args.some(
    ({ parts }) =>
      parts.length === 1 &&
      parts[0]?.kind === 'variable' &&
      parts[0].quote === undefined &&
      /opt|arg|flag|yes/i.test(parts[0].name),
  );
}
