import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import { shellWords } from '../shellWords.ts';
import type { ComposeRule } from '../walk.ts';
import type { Entry } from '../yaml/nodes.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const cutCommand: ComposeRule<'service'> = {
  id: 'cut-command',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A command in one text has no `;`, `&`, `|`, `<` or `>` outside of quotes.',
  why: 'Compose splits a command into words as a shell would, but no shell runs it: at the first of these characters it stops, and what stands behind is lost without a word. Call a shell to have them understood.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: app:1\n    command: «npm run migrate && npm start»\n',
      fixed: 'services:\n  web:\n    image: app:1\n    command: ["sh", "-c", "npm run migrate && npm start"]\n',
    },
    {
      good: 'services:\n  web:\n    image: app:1\n    command: sh -c "npm run migrate && npm start"\n    entrypoint: ["sh", "-c", "exec app > log"]\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    return ['command', 'entrypoint'].flatMap((name) => cut(keys.get(name)));
  },
};

function cut(entry: Entry | undefined): readonly Finding[] {
  const node = scalarOf(entry?.value);
  if (!entry || !node || !/[;&|<>]/.test(node.text) || hasVariable(node.text)) return [];
  const words = shellWords(node.text);
  const whole = words && shellWords(node.text.replaceAll(/[;&|<>]/g, '_'));
  if (!words || !whole || words.join(' ').length >= whole.join(' ').length) return [];
  const newText = `["sh", "-c", ${JSON.stringify(node.text.trim())}]`;
  const title = message('Let a shell run it');
  return [
    {
      span: node.span,
      message: message('Compose runs only the part up to the first `;`, `&`, `|`, `<` or `>`: no shell reads this.'),
      fixes: entry.value === node ? [{ title, edits: [{ span: node.span, newText }], preferred: true }] : [],
    },
  ];
}
