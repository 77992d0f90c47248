import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as Textmate from 'vscode-textmate';
import type { IGrammar, IRawGrammar } from 'vscode-textmate';

// Both packages are CommonJS without named exports that Node can see.
const require = createRequire(import.meta.url);
const textmate: typeof Textmate = require('vscode-textmate');
const oniguruma: typeof Oniguruma = require('vscode-oniguruma');

/** Grammars by scope name: a file, or the grammar itself. */
export type Grammars = Readonly<Record<string, string | IRawGrammar>>;

/** Loads a grammar, and those that it embeds, as VS Code does. */
export async function loadGrammar(scopeName: string, grammars: Grammars): Promise<IGrammar> {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  const onigLib = oniguruma.loadWASM(new Uint8Array(wasm)).then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  }));
  const registry = new textmate.Registry({
    onigLib,
    loadGrammar: async (name) => {
      const source = grammars[name];
      if (source === undefined) return null;
      return typeof source === 'string' ? textmate.parseRawGrammar(readFileSync(source, 'utf8'), source) : source;
    },
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error(`no grammar ${scopeName}`);
  return grammar;
}

/** Every line with its tokens below it: the text, and the scopes within that of the grammar, from the outside in. */
export function tokens(grammar: IGrammar, text: string): string {
  let stack = textmate.INITIAL;
  const result: string[] = [];
  for (const line of text.split('\n')) {
    const { tokens: found, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    result.push(`>${line}`);
    for (const { startIndex, endIndex, scopes } of found) {
      const piece = line.slice(startIndex, endIndex);
      if (piece.trim() === '') continue;
      const names = scopes.slice(1).map((scope) => scope.replace(/\.dockerfile$/, ''));
      result.push(`  ${JSON.stringify(piece)}  ${names.join(' ')}`.trimEnd());
    }
  }
  return result.join('\n');
}
