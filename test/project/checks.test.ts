// A check that never failed is not known to work: each invariant of ARCHITECTURE.md is broken on purpose, in a copy.
import { createSandbox, type Sandbox } from './sandbox.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox();
});
afterAll(() => sandbox.remove());

interface Violation {
  readonly file: string;
  readonly code: string;
  /** What the check must say. */
  readonly says: string;
}

const layers: readonly Violation[] = [
  { file: 'server/src/core/text/x.ts', code: "import 'dockerode';", says: 'core-is-pure' },
  { file: 'server/src/core/text/x.ts', code: "import '../../lsp/settings.ts';", says: 'core-is-pure' },
  { file: 'server/src/core/text/x.ts', code: "import 'node:fs';", says: 'core-is-pure' },
  { file: 'server/src/core/dockerfile/x.ts', code: "import '../compose/index.ts';", says: 'dockerfile-not-compose' },
  { file: 'server/src/core/compose/x.ts', code: "import '../dockerfile/index.ts';", says: 'compose-not-dockerfile' },
  { file: 'server/src/core/dockerfile/rules/x.ts', code: "import './stage-name-casing.ts';", says: 'rules-are-leaves' },
  { file: 'server/src/host/x.ts', code: "import 'vscode-languageserver';", says: 'protocol-at-the-edge' },
  { file: 'server/src/lsp/x.ts', code: "import 'node:path';", says: 'lsp-without-node' },
  { file: 'server/src/lsp/x.ts', code: "import 'vscode-languageserver/node';", says: 'lsp-without-node-entry' },
  { file: 'client/src/engine/x.ts', code: "import 'dockerode';", says: 'one-file-imports-dockerode' },
  {
    file: 'client/src/engine/x.ts',
    code: "import type { Uri } from 'vscode'; export type X = Uri;",
    says: 'engine-without-vscode',
  },
  { file: 'client/src/x.ts', code: "import '../../server/src/lsp/settings.ts';", says: 'client-and-server-apart' },
  {
    file: 'server/src/lsp/x.ts',
    code: "import '../../../client/src/engine/engine.ts';",
    says: 'server-and-client-apart',
  },
  { file: 'protocol/x.ts', code: "import '../server/src/core/text/span.ts';", says: 'protocol-is-a-leaf' },
  { file: 'client/src/build/x.ts', code: "import '../explorer/store.ts';", says: 'features-apart' },
  { file: 'server/src/core/text/x.ts', code: "import './x.ts'; export const x = 1;", says: 'no-cycles' },
  { file: 'server/src/core/text/x.ts', code: "import './nowhere.ts';", says: 'not-resolvable' },
];

const lint: readonly Violation[] = [
  { file: 'server/src/core/text/x.ts', code: 'export const x = (value: any) => value;', says: 'no-explicit-any' },
  {
    file: 'server/src/core/text/x.ts',
    code: 'export const x = (value?: string) => value!.length;',
    says: 'no-non-null-assertion',
  },
  {
    file: 'client/src/x.ts',
    code: 'export function x(): void { Promise.reject(new Error("x")); }',
    says: 'no-floating-promises',
  },
  { file: 'server/src/host/x.ts', code: 'export const x = () => console.log(1);', says: 'no-console' },
];

const types: readonly Violation[] = [
  { file: 'server/src/core/text/x.ts', code: 'export const x = process.argv;', says: "Cannot find name 'process'" },
  {
    file: 'server/src/core/text/x.ts',
    code: 'export const x = () => console.log(1);',
    says: "Cannot find name 'console'",
  },
  {
    file: 'server/src/core/text/x.ts',
    code: 'export const x = () => setTimeout(() => 1);',
    says: "Cannot find name 'setTimeout'",
  },
  {
    file: 'server/src/core/text/x.ts',
    code: "export { readFileSync } from 'node:fs';",
    says: "Cannot find name 'node:fs'",
  },
];

describe('the unbroken copy passes', () => {
  test.each(['types', 'lint', 'layers', 'dead code', 'generated files', 'texts'])('%s', (step) => {
    expect(sandbox.check(step)).toMatchObject({ passed: true });
  });
});

function fails(step: string, { file, code, says }: Violation): void {
  const { passed, output } = sandbox.withFile(file, `${code}\n`, () => sandbox.check(step));
  expect(output).toContain(says);
  expect(passed).toBe(false);
}

describe('layers', () => {
  test.each(layers)('$says: $code', (violation) => fails('layers', violation));
});

describe('lint', () => {
  test.each(lint)('$says', (violation) => fails('lint', violation));
});

describe('the compiler keeps the core pure', () => {
  test.each(types)('$says', (violation) => fails('types', violation));
});

test('a dead export is found', () => {
  fails('dead code', {
    file: 'server/src/core/text/x.ts',
    code: 'export const x = 1;',
    says: 'server/src/core/text/x.ts',
  });
});

test('a generated file that differs from its source is found', () => {
  fails('generated files', {
    file: 'docs/rules/StageNameCasing.md',
    code: '# Other',
    says: 'docs/rules/StageNameCasing.md',
  });
});

describe('texts', () => {
  test('one without a translation is found', () => {
    const code = `import { message } from '../core/text/message.ts'; export const x = message('Nobody has translated this.');`;
    fails('texts', { file: 'server/src/lsp/x.ts', code, says: 'missing: "Nobody has translated this."' });
  });

  test('one that cannot be translated is found', () => {
    const code = `import { message } from '../core/text/message.ts'; export const x = (y: string) => message(y);`;
    fails('texts', { file: 'server/src/lsp/x.ts', code, says: 'not a literal' });
  });

  test('a translation that is no longer used is found', () => {
    const file = 'l10n/server.l10n.zh-cn.json';
    const code = sandbox.read(file).replace('{', '{ "Gone": "没有了",');
    fails('texts', { file, code, says: 'no longer used: "Gone"' });
  });

  test('a manifest text that is missing in one language is found', () => {
    const file = 'package.nls.zh-cn.json';
    const code = JSON.stringify({ 'extension.displayName': 'Slipway' });
    fails('texts', { file, code, says: 'package.nls.zh-cn.json: missing: extension.description' });
  });
});
