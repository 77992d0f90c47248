import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3020: DockerfileRule<'add'> = {
  id: 'DL3020',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Files and folders are copied by COPY, not by ADD.',
  why:
    'ADD also downloads and unpacks: what `ADD x /` does depends on what x is. COPY only copies, and says so. Keep ADD ' +
    'for archives that shall be unpacked, for downloads and for Git repositories.',
  examples: [
    { bad: 'FROM alpine:3.22\n«ADD» . /app/\n', fixed: 'FROM alpine:3.22\nCOPY . /app/\n' },
    {
      bad: 'FROM alpine:3.22\n«add» --chown=1:1 a.txt \\\n  "b.zip" /app/\n',
      fixed: 'FROM alpine:3.22\ncopy --chown=1:1 a.txt \\\n  "b.zip" /app/\n',
    },
    { bad: 'FROM alpine:3.22\n«ADD» ["a b", "/c"]\n', fixed: 'FROM alpine:3.22\nCOPY ["a b", "/c"]\n' },
    { bad: 'FROM alpine:3.22\n«ADD» a.txt b.tar.gz /app/\n' },
    { bad: 'FROM alpine:3.22\nONBUILD «ADD» app /app\n', fixed: 'FROM alpine:3.22\nONBUILD COPY app /app\n' },
    { good: 'FROM alpine:3.22\nADD app.tar.gz /app/\nADD "https://example.com/a" /a\nADD $FILE /b\n' },
    { good: 'FROM alpine:3.22\nADD git@github.com:moby/buildkit.git#v0.24.0 /src\nADD --unpack=false x.tar /\n' },
    { good: 'FROM alpine:3.22\nADD <<EOF /hello\nhi\nEOF\n' },
  ],
  nodes: ['add'],
  triggers: true,
  check({ keyword, items, flags }) {
    const sources = items.slice(0, -1).map(({ value }) => unquoted(value));
    const files = sources.filter((source) => !isForAdd(source));
    if (files.length === 0 || flags.some(({ name }) => !copyFlags.has(name))) return noFindings;
    const newText = keyword.text === keyword.text.toLowerCase() ? 'copy' : 'COPY';
    // A pattern may find archives, too.
    const isSafe = files.length === sources.length && !files.some((file) => /[*?[]/.test(file));
    const fix = {
      title: message('Change to {0}', newText),
      edits: [{ span: keyword.span, newText }],
      preferred: isSafe,
    };
    const text = message('Use COPY for files and folders; ADD would also download and unpack.');
    return [{ span: keyword.span, message: text, ...(files.length === sources.length ? { fixes: [fix] } : {}) }];
  },
};

const copyFlags = new Set(['chown', 'chmod', 'link', 'exclude']);

/** Archives, downloads, repositories and heredocs; what a variable stands for nobody knows. */
function isForAdd(source: string): boolean {
  if (source.startsWith('$') || source.startsWith('<<')) return true;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source) || /^git@[\w.-]+:/.test(source)) return true;
  return /\.(?:tar|gz|bz2|xz|lz|lzma|zst|Z|t[bglpx]z|tbz2|tb2|tZ)$/.test(source);
}
