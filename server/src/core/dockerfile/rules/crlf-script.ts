import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { contextSources, plainPath } from '../contextSources.ts';
import { inspection } from '../lint/rule.ts';

export const crlfScript = inspection({
  id: 'crlf-script',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Scripts that are copied into a Linux image end their lines with LF.',
  why:
    'With CRLF line ends, as Windows writes them, the kernel looks for an interpreter called `sh\\r`. The container ends at ' +
    'once with "no such file or directory" or "exec format error", although the script is there. Save the script with ' +
    'LF, and keep Git from changing it back by a line `*.sh text eol=lf` in `.gitattributes`.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nCOPY «start.sh» good.sh /\nENTRYPOINT ["/start.sh"]\n',
      files: { 'start.sh': '#!/bin/sh\r\nexec serve\r\n', 'good.sh': '#!/bin/sh\nexec serve\n' },
    },
    {
      good: 'FROM alpine:3.22\nCOPY start.sh notes.txt /\nRUN dos2unix /start.sh\n',
      files: { 'start.sh': '#!/bin/sh\r\nexec serve\r\n', 'notes.txt': 'a\r\n' },
    },
  ],
  async inspect({ tree }, workspace) {
    // Whoever takes the carriage returns out knows of them.
    const mended = tree.instructions.some(({ kind, line }) => kind === 'run' && takesOut.test(line.text));
    if (mended || tree.escape === '`') return noFindings;
    const scripts = contextSources({ tree })
      .map(({ span, value }) => ({ span: { ...span }, path: plainPath(value) ?? '' }))
      .filter(({ path }) => isScript.test(path))
      .slice(0, maxScripts);
    const found = await Promise.all(
      scripts.map(async ({ span, path }): Promise<readonly Finding[]> => {
        const [firstLine = ''] = /^[^\n]*/.exec((await workspace.readFile(path))?.slice(0, maxLine) ?? '') ?? [];
        const hasReturn = firstLine.startsWith('#!') && firstLine.endsWith('\r');
        const text = message('{0} has Windows line ends: Linux will not find its interpreter. Save it with LF.', path);
        return hasReturn ? [{ span, message: text }] : noFindings;
      }),
    );
    return found.flat();
  },
});

const maxScripts = 50;
const maxLine = 300;

const isScript = /(?:\.(?:sh|bash|py|pl|rb)|(?:^|\/)[\w-]*(?:entrypoint|wrapper|gradlew|mvnw)[\w-]*)$/i;

const takesOut = /dos2unix|\\r|\bfromdos\b/;
