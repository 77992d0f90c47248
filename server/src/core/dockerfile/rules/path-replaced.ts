import type { Finding, Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Word } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const pathReplaced: DockerfileRule<'env'> = {
  id: 'path-replaced',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A new PATH keeps the folders of the old one.',
  why:
    'ENV sets the whole variable. After `ENV PATH=/app/bin` neither `sh` nor `ls` is found, and the next RUN fails. ' +
    'Append the old value: `ENV PATH=/app/bin:$PATH`.',
  examples: [
    { bad: 'FROM debian:13\nENV PATH=«/app/bin»\n', fixed: 'FROM debian:13\nENV PATH=/app/bin:$PATH\n' },
    {
      bad: 'FROM debian:13\nENV A=1 PATH=«"/a b:/c:"» B=2\nONBUILD ENV PATH «/d»\n',
      fixed: 'FROM debian:13\nENV A=1 PATH="/a b:/c:$PATH" B=2\nONBUILD ENV PATH /d:$PATH\n',
    },
    { bad: "FROM debian:13\nENV PATH=«'/a:$PATH'»\nENV PATH=«/a:\\$PATH»\n" },
    { good: 'FROM debian:13\nENV PATH=/a:$PATH\nENV PATH="${PATH}:/a"\nENV PATH=/a:/usr/local/bin:/usr/bin:/bin\n' },
    { good: 'FROM debian:13\nENV PATH=$NEW_PATH\nENV PATH=${JAVA}/bin:$OLD\nENV PATH="C:\\\\a;%PATH%"\n' },
  ],
  nodes: ['env'],
  triggers: true,
  check({ pairs }) {
    return pairs.flatMap(({ name, value }): readonly Finding[] => {
      if (name.text !== 'PATH' || !value || keepsFolders(value.text)) return [];
      const fixes = fixOf(value);
      const text = message('This drops all other folders of PATH. Append the old value: {0}', ':$PATH');
      return [{ span: value.span, message: text, ...(fixes.length > 0 ? { fixes } : {}) }];
    });
  },
};

function keepsFolders(value: string): boolean {
  // In single quotes or behind an escape character nothing is expanded.
  const expanded = value.replaceAll(/'[^']*'|\\./g, '');
  if (/\$\{?PATH\b/.test(expanded) || /[;%]/.test(value)) return true;
  return value
    .replaceAll(/["']/g, '')
    .split(':')
    .some(
      (folder) =>
        /^(?:\/usr)?\/s?bin\/?$/.test(folder) || (/^\$(?:\w+|\{\w+\})$/.test(folder) && expanded.includes(folder)),
    );
}

function fixOf({ text, span }: Word): readonly Fix[] {
  if (/['\\]/.test(text) || text === '') return [];
  const end = span.end - (text.endsWith('"') ? 1 : 0);
  const newText = /:"?$/.test(text) ? '$PATH' : ':$PATH';
  return [{ title: message('Append {0}', newText), edits: [{ span: { start: end, end }, newText }], preferred: true }];
}
