import { hasArgument, hasOption } from '../../shell/invocations.ts';
import { commandRule } from '../commands/commandRule.ts';
import { pip } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3013 = commandRule({
  id: 'DL3013',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'pip install names the version of each package.',
  why:
    'Without a version, pip takes the newest one of the day: a build that worked yesterday can fail today. Write ' +
    '`package==1.2.3`, or list all packages with their versions in a file for `pip install -r`.',
  examples: [
    { bad: 'FROM python:3.14\nRUN pip install «flask» gunicorn==23.0.0\n' },
    { bad: 'FROM python:3.14\nRUN python3 -m pip install --index-url https://pypi.example «flask»\n' },
    { bad: 'FROM python:3.14\nRUN . venv/bin/activate && \\\n  pip3 install -U \\\n    «"uvicorn[standard]"»\n' },
    { bad: 'FROM python:3.14\nRUN pip install «git+https://git.example/tool.git#egg=tool»\n' },
    { good: "FROM python:3.14\nRUN pip install 'flask>=3' uvicorn~=0.35 ./tool tool-1.0-py3-none-any.whl\n" },
    { good: 'FROM python:3.14\nRUN pip install -r requirements.txt tool && pip install -e . && pip install .[dev]\n' },
    {
      good: 'FROM python:3.14\nRUN pip install flask -c constraints.txt && pipx install black && pip install $TOOLS\n',
    },
    {
      good: 'FROM python:3.14\nRUN pip install git+https://git.example/tool.git@v1.0#egg=tool https://a.example/b.zip\n',
    },
  ],
  find: (commands) =>
    unpinnedPackages(
      pip,
      commands.filter((command) => !isFromFile(command)),
      { isPinned, pinned: (text) => `${text}==1.2.3` },
    ),
});

/** Whether a file says the versions, or the project itself is installed. */
function isFromFile(command: Parameters<typeof hasOption>[0]): boolean {
  return hasOption(command, 'r', 'requirement', 'c', 'constraint') || hasArgument(command, '.');
}

function isPinned(text: string): boolean {
  if (/^(?:git|hg|svn|bzr)(?:\+|:)/.test(text)) return text.includes('@');
  return /[=<>~]|\/|\.whl$|\.tar\.gz$|^\./.test(text);
}
