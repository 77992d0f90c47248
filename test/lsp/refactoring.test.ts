import { applyLspEdits, useLspClients } from '../helpers/lspClient.ts';
import { expect, test } from 'vitest';
import { CodeActionRequest } from 'vscode-languageserver/node';

const start = useLspClients();

const text = 'FROM a\nRUN b && c\n';
const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };

test.each<[string, readonly string[] | undefined, readonly string[]]>([
  ['at the cursor', undefined, ['转换为 heredoc', '在 c 之前拆分此 RUN']],
  ['when refactorings are asked for', ['refactor'], ['转换为 heredoc', '在 c 之前拆分此 RUN']],
  ['but not among the quick fixes', ['quickfix'], []],
])('refactorings are offered %s', async (_, only, titles) => {
  const client = await start({ locale: 'zh-cn' });
  const { uri } = await client.open(text);
  const context = { diagnostics: [], ...(only && { only: [...only] }) };
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context,
  });
  expect(actions?.map(({ title }) => title)).toEqual(titles);
  const [action] = actions ?? [];
  if (!action || !('edit' in action)) return;
  expect(action).toMatchObject({ kind: 'refactor.rewrite' });
  const after = applyLspEdits(text, action.edit?.changes?.[uri] ?? []);
  expect(after).toBe('FROM a\nRUN <<EOF\nset -e\nb\nc\nEOF\n');
});
