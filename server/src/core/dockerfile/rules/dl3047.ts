import type { Fix } from '../../lint/rule.ts';
import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, spanOfName } from '../commands/commandRule.ts';
import { programOf } from '../commands/packages.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl3047 = commandRule({
  id: 'DL3047',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'wget does not fill the log of the build with its progress.',
  why:
    'Without a terminal, wget prints a line for every 50 KB: thousands of them for a large file. ' +
    '`--progress=dot:giga` prints one for 32 MB, `-nv` only says that it is done, `-q` says nothing. The wget of ' +
    'Alpine, which is that of BusyBox, only knows `-q`.',
  examples: [
    { bad: 'FROM debian:13\nRUN «wget» https://example.com/a && make\n' },
    {
      bad: 'FROM debian:13\nRUN sudo «wget» -O /tmp/a \\\n  --no-check-certificate "$URL"\nONBUILD RUN «wget» -N $URL\n',
    },
    {
      good: 'FROM debian:13\nRUN wget -qO- $URL | tar xz && wget --quiet $URL && wget -nv $URL && wget --no-verbose $URL\n',
    },
    {
      good: 'FROM debian:13\nRUN wget --progress=dot:giga $URL && wget -o log $URL && wget -a log $URL && wget --version\n',
    },
    {
      good: 'FROM debian:13\nRUN apt-get install -y wget && wget --output-file=log $URL && wget --append-output log $URL\n',
    },
  ],
  find: (commands) =>
    commands
      .filter((command) => programOf(command.name) === 'wget' && showsProgress(command))
      .map((command) => ({
        span: spanOfName(command),
        message: message('wget fills the log with its progress: add {0}, or {1}.', '--progress=dot:giga', '-q'),
        fixes: ['--progress=dot:giga', '-q'].flatMap((option) => addOption(command, option)),
      })),
});

function showsProgress(command: RunCommand): boolean {
  if (hasOption(command, 'progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose'))
    return false;
  return !command.args.some(({ text }) => /^-\w*nv/.test(text)) && !hasOption(command, 'V', 'version', 'h', 'help');
}

/** None is preferred: whose wget it is cannot be seen. */
function addOption({ nameWord, script }: RunCommand, option: string): readonly Fix[] {
  if (!script.isVerbatim) return [];
  const { end } = script.spanOf(nameWord);
  return [{ title: message('Add {0}', option), edits: [{ span: { start: end, end }, newText: ` ${option}` }] }];
}
