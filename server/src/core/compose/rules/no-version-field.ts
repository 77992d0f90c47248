import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { entrySpan } from '../yaml/nodes.ts';

export const noVersionField: ComposeRule<'document'> = {
  id: 'no-version-field',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'deprecated',
  summary: 'The top-level `version` is no longer written.',
  why: 'Docker Compose reads every file by the one Compose Specification. It ignores `version`, and warns each time it meets one.',
  examples: [
    {
      bad: "«version: '3.8'»\nservices:\n  web:\n    image: nginx:1.29\n",
      fixed: 'services:\n  web:\n    image: nginx:1.29\n',
    },
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n«version: "3"»\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29\n',
    },
    { good: 'services:\n  web:\n    image: nginx:1.29\n    labels:\n      version: "3"\n' },
  ],
  nodes: ['document'],
  check({ root }, { text }) {
    if (root.kind !== 'map') return noFindings;
    return root.entries.flatMap((entry, index) => {
      if (entry.key.text !== 'version') return [];
      const span = entrySpan(entry);
      const next = root.entries[index + 1];
      const newline = text.indexOf('\n', span.end);
      const end = newline === -1 ? text.length : newline + 1;
      const removal = root.flow ? undefined : { start: span.start, end: Math.min(end, next?.key.span.start ?? end) };
      const title = message('Remove `version`');
      return [
        {
          span,
          message: message('`version` is obsolete: Docker Compose ignores it and warns.'),
          fixes: removal ? [{ title, edits: [{ span: removal, newText: '' }], preferred: true }] : [],
          tag: 'deprecated' as const,
        },
      ];
    });
  },
};
