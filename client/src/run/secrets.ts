import { mask, maskVariable, maskWords } from '../ui/masking.ts';
import { type RunOptions, valuesOf, withValues } from './options.ts';
import { splitPair } from './values.ts';

const named = ['env', 'label', 'log-opt', 'annotation'] as const;

/** The options as they may be shown and kept: what looks like a secret is masked. */
export function withoutSecrets(options: RunOptions): RunOptions {
  const hidden = named.reduce(
    (result, name) => withValues(result, name, valuesOf(result, name).map(maskVariable)),
    options,
  );
  const health = withValues(hidden, 'health-cmd', maskWords(valuesOf(hidden, 'health-cmd')));
  return { ...health, command: maskWords(options.command) };
}

/** Asks for a secret; `what` says which. */
export type AskSecret = (what: string) => Promise<string>;

/** The options with what was masked asked for. */
export async function withSecrets(options: RunOptions, ask: AskSecret): Promise<RunOptions> {
  let result = options;
  for (const name of [...named, 'health-cmd'] as const)
    result = withValues(result, name, await filled(valuesOf(result, name), ask));
  return { ...result, command: await filled(options.command, ask) };
}

/** One after the other: two questions cannot be shown at once. */
async function filled(texts: readonly string[], ask: AskSecret): Promise<readonly string[]> {
  const result: string[] = [];
  for (const text of texts) {
    const parts = text.split(mask);
    let whole = parts[0] ?? '';
    for (const part of parts.slice(1)) whole += (await ask(text)) + part;
    result.push(whole);
  }
  return result;
}

/** The options for a file that others read: variables that look like secrets are taken from the environment. */
export function withEnvironment(options: RunOptions): RunOptions {
  const variables = valuesOf(options, 'env').map((variable) =>
    maskVariable(variable) === variable ? variable : splitPair(variable)[0],
  );
  return withValues(options, 'env', variables);
}
