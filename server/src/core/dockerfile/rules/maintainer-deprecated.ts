import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const maintainerDeprecated: DockerfileRule<'maintainer'> = {
  id: 'MaintainerDeprecated',
  aliases: ['DL4000'],
  severity: 'warning',
  profile: 'build',
  category: 'deprecated',
  summary: 'MAINTAINER is deprecated; a label names the authors.',
  why:
    'MAINTAINER writes into a field of its own, which most tools do not show. The label ' +
    '`org.opencontainers.image.authors` says the same, is defined by a standard, and is read like any other label: ' +
    '`docker inspect`, registries and scanners find it.',
  examples: [
    {
      bad: 'FROM alpine:3.22\n«MAINTAINER» Ada Lovelace <ada@example.com>\n',
      fixed: 'FROM alpine:3.22\nLABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"\n',
    },
    {
      bad: 'from alpine:3.22\n«maintainer» The "A" Team \\\n  $5\n',
      fixed: 'from alpine:3.22\nlabel org.opencontainers.image.authors="The \\"A\\" Team   \\$5"\n',
    },
    { good: 'FROM alpine:3.22\nLABEL org.opencontainers.image.authors="ada@example.com"\n' },
  ],
  nodes: ['maintainer'],
  check({ keyword, value, span, flags }, { escape }) {
    const text = message('MAINTAINER is deprecated. Use the label {0}.', label);
    const finding = { span: keyword.span, message: text, tag: 'deprecated' as const };
    if (!value || flags.length > 0) return value ? [finding] : noFindings;
    const name = keyword.text === keyword.text.toLowerCase() ? 'label' : 'LABEL';
    const newText = `${name} ${label}=${quoted(unquoted(value.text), escape)}`;
    const title = message('Convert to LABEL {0}', label);
    return [{ ...finding, fixes: [{ title, edits: [{ span, newText }], preferred: true }] }];
  },
};

const label = 'org.opencontainers.image.authors';

/** Quotes around the whole value were part of the name; nobody meant them. */
function unquoted(value: string): string {
  return /^"[^"]*"$/.test(value) || /^'[^']*'$/.test(value) ? value.slice(1, -1) : value;
}

function quoted(value: string, escape: string): string {
  const escaped = value.replaceAll(/["$\\`]/g, (next) =>
    next === '"' || next === '$' || next === escape ? escape + next : next,
  );
  return `"${escaped}"`;
}
