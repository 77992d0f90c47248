import { noFindings } from '../../lint/rule.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { InstructionOf, Word } from '../parse/ast.ts';
import type { DockerfileRule, Source } from '../lint/rule.ts';

export const legacyKeyValueFormat: DockerfileRule<'env' | 'label'> = {
  id: 'LegacyKeyValueFormat',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'deprecated',
  summary: 'ENV and LABEL are written with an equals sign: name=value.',
  why:
    'The old form `ENV name value` takes all the rest of the line for the value. It can set one variable only, and ' +
    '`ENV A=1 B` and `ENV A B=1` mean quite different things. With `=` it is plain what belongs to what.',
  examples: [
    { bad: 'FROM alpine:3.22\nENV «PATH» /opt/bin:$PATH\n', fixed: 'FROM alpine:3.22\nENV PATH=/opt/bin:$PATH\n' },
    {
      bad: 'FROM alpine:3.22\nENV «GREETING» hello world\nLABEL «version» "1 0"\n',
      fixed: 'FROM alpine:3.22\nENV GREETING="hello world"\nLABEL version="1 0"\n',
    },
    {
      bad: 'FROM alpine:3.22\nENV «PATHS» /a \\\n  /b\n',
      fixed: 'FROM alpine:3.22\nENV PATHS="/a \\\n  /b"\n',
    },
    { bad: 'FROM alpine:3.22\nENV «A» b "c d" e\n' },
    { good: 'FROM alpine:3.22\nENV A=1 B="2 3"\n' },
  ],
  nodes: ['env', 'label'],
  check(instruction, source) {
    const [pair] = instruction.pairs;
    if (!instruction.legacy || !pair?.value) return noFindings;
    const { name, value } = pair;
    const text = message(
      'Write {0} with an equals sign: {0} {1}=<value>',
      instruction.keyword.text.toUpperCase(),
      name.text,
    );
    const fix = equalsFix(instruction, source, { name, value });
    return [{ span: name.span, message: text, ...(fix ? { fixes: [fix] } : {}) }];
  },
};

function equalsFix(
  { line }: InstructionOf<'env' | 'label'>,
  { text }: Source,
  { name, value }: { readonly name: Word; readonly value: Word },
): Fix | undefined {
  const gap = { start: name.span.end, end: value.span.start };
  const isQuoted = /^"[^"\\]*"$|^'[^']*'$/.test(value.text);
  const needsQuotes = !isQuoted && /\s/.test(value.text);
  // Within quotes of its own, or behind a continued name, the value would not stay what it is.
  if ((needsQuotes && /["'\\`]/.test(value.text)) || text.slice(gap.start, gap.end).includes('\n')) return undefined;
  if (!/^[^"'\\`$]+$/.test(name.text) || (!needsQuotes && line.starts.length > 1)) return undefined;
  const quote = needsQuotes ? '"' : '';
  const end = { start: value.span.end, end: value.span.end };
  const edits = [{ span: gap, newText: `=${quote}` }, ...(needsQuotes ? [{ span: end, newText: quote }] : [])];
  return { title: message('Insert an equals sign'), edits, preferred: true };
}
