import { describe, expect, test } from 'vitest';
import { ignore } from '../../../server/src/core/ignore/index.ts';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

const files = workspaceWith(
  { 'src/a.ts': '', 'src/b.log': '', 'node_modules/x/y.js': '', 'a b': '', Dockerfile: '', '.dockerignore': '' },
  '.dockerignore',
);

const inspected = async (text: string): Promise<readonly Diagnostic[]> =>
  (await ignore.inspect?.(ignore.parse(text), files)) ?? [];

async function hovered(source: string): Promise<string | undefined> {
  const { text, cursor } = marked(source);
  const hover = await ignore.lookupHover?.(ignore.parse(text), cursor, files);
  return hover?.content
    .map((block) =>
      block.kind === 'text' ? render(block.text, (template) => template) : block.kind === 'code' ? block.code : '',
    )
    .join('\n');
}

async function completed(source: string): Promise<readonly string[]> {
  const { text, cursor } = marked(source);
  const items = (await ignore.lookupCompletion?.(ignore.parse(text), cursor, files)) ?? [];
  return items.map(({ span, newText }) => applyEdits(text, [{ span, newText }]));
}

describe('Diagnostics', () => {
  test.each([
    ['«[a»', 'error'],
    ['a\n  «!»\n', 'error'],
    ['«../a»\n', 'warning'],
    ['# c\n«!a»\n', 'warning'],
    ['a\nb\n«a»\n', 'hint'],
  ])('%j', (source, severity) => {
    const text = source.replaceAll(/[«»]/g, '');
    const found = ignore.diagnose(ignore.parse(text));
    expect(
      mark(
        text,
        found.map(({ span }) => span),
      ),
    ).toBe(source);
    expect(found.map((diagnostic) => diagnostic.severity)).toEqual([severity]);
  });

  test.each(['a\n!a\na\n', '*\n!src\n', '', '# only\n', '\uFEFFa\n'])('none in %j', (text) => {
    expect(ignore.diagnose(ignore.parse(text))).toEqual([]);
  });

  test('patterns that match nothing, with their removal', async () => {
    const text = 'src/*.log\nnope\n**/*.ts\n  *.md  \n';
    const found = await inspected(text);
    expect(
      mark(
        text,
        found.map(({ span }) => span),
      ),
    ).toBe('src/*.log\n«nope»\n**/*.ts\n  «*.md»  \n');
    const edits = found.flatMap(({ fixes }) => fixes?.flatMap((fix) => fix.edits) ?? []);
    expect(applyEdits(text, edits)).toBe('src/*.log\n**/*.ts\n');
  });

  test('not of what comes and goes, such as secrets and what tools write; but of an exception for it', async () => {
    const text = '.git\n**/dist\n.env.*\nDockerfile*\n!.env\n';
    const found = await inspected(text);
    expect(
      mark(
        text,
        found.map(({ span }) => span),
      ),
    ).toBe('.git\n**/dist\n.env.*\nDockerfile*\n«!.env»\n');
  });

  test('of a context that is not there, or another file, nothing is said', async () => {
    expect(await ignore.inspect?.(ignore.parse('nope'), workspaceWith({}, '.dockerignore'))).toEqual([]);
    expect(await ignore.inspect?.(ignore.parse('nope'), workspaceWith({ a: '' }, 'x.dockerignore'))).toEqual([]);
  });
});

describe('A hover names what a pattern decides about', () => {
  test('folders stand for what they hold', async () => {
    expect(await hovered('node_mod▮ules\n')).toBe('Leaves out of the build context:\nnode_modules/\nFiles: 1');
    expect(await hovered('**/*.lo▮g')).toContain('src/b.log');
    expect(await hovered('*\n!sr▮c\n')).toBe('Takes in again what the patterns above leave out:\nsrc/\nFiles: 2');
    expect(await hovered('sr▮c\n!src/b.log\n')).toContain('Files: 1');
    expect(await hovered('src▮\nsrc\n')).toContain('nothing that is there now');
    expect(await hovered('# a▮')).toBeUndefined();
  });
});

describe('Completion', () => {
  test('goes from folder to folder', async () => {
    expect(await completed('▮')).toContain('src/');
    expect(await completed('!s▮')).toContain('!src/');
    expect(await completed('src/▮')).toEqual(['src/a.ts', 'src/b.log']);
    expect(await completed('/src/a▮.tx\nb')).toEqual(['/src/a.ts\nb', '/src/b.log\nb']);
    expect(await completed('# ▮')).toEqual([]);
    expect(await completed('nope/▮')).toEqual([]);
  });
});
