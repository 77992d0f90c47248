import { applyEdits, modify, parseTree } from 'jsonc-parser';

/** The text of tasks.json with one more task. What is there keeps its comments and its form. */
export function withTask(text: string, task: Readonly<Record<string, unknown>>): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const options = {
    formattingOptions: {
      insertSpaces: indent !== '\t',
      tabSize: indent.length,
      eol: /\r\n/.test(text) ? '\r\n' : '\n',
    },
  };
  const whole = text.trim() === '' ? '{}' : text;
  const versioned = hasTasks(whole) ? whole : applyEdits(whole, modify(whole, ['version'], '2.0.0', options));
  const index = hasTasks(versioned) ? -1 : 0;
  return applyEdits(versioned, modify(versioned, ['tasks', index], task, { ...options, isArrayInsertion: true }));
}

function hasTasks(text: string): boolean {
  const tree = parseTree(text);
  return tree?.children?.some(({ children }) => children?.[0]?.value === 'tasks') ?? false;
}
