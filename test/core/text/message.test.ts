import { escapeMarkdown } from '../../../server/src/core/text/markdown.ts';
import { message, render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { expect, test } from 'vitest';

test('arguments take their places, in the order of the translation', () => {
  const text = message('{0} needs {1}', 'COPY', 2);
  expect(render(text, (template) => template)).toBe('COPY needs 2');
  expect(render(text, () => '需要 {1} 个：{0}')).toBe('需要 2 个：COPY');
});

test('what looks like a placeholder in an argument or without an argument stays', () => {
  expect(render(message('{0} and {1}', '{1}'), (template) => template)).toBe('{1} and {1}');
  expect(render(message('a {0}'), (template) => template)).toBe('a {0}');
});

test('edits refer to the original text, whatever their order', () => {
  const edits = [
    { span: { start: 5, end: 5 }, newText: '!' },
    { span: { start: 0, end: 2 }, newText: 'H' },
  ];
  expect(applyEdits('hello', edits)).toBe('Hllo!');
});

test('foreign text is no Markdown: no link, image, markup, list or second line', () => {
  const hostile = '[x](command:evil) ![](https://evil.example/a.png) <b>*_`a`_*</b>\n- item & "quoted"';
  const escaped = escapeMarkdown(hostile);
  expect(escaped).not.toContain('\n');
  // Every character that can mean something to Markdown has a backslash before it.
  expect(escaped.replaceAll(/\\[^a-z0-9\s]/gi, '')).toMatch(/^[\w\s/,@]*$/);
});
