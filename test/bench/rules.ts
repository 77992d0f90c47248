import { languageOfFile } from '../../server/src/core/languages.ts';
import { defaultLintOptions } from '../../server/src/core/lint/options.ts';

/** A rule, and what it costs. */
export interface RuleCost {
  readonly id: string;
  /** Milliseconds to look at the whole file, which has just been parsed. */
  readonly time: number;
}

const rounds = 15;

/** What each rule costs on a file, the slowest first: the time of a check with that rule alone, without that of none. */
export async function ruleCosts(file: string, text: string): Promise<readonly RuleCost[]> {
  const language = await languageOfFile(file)?.load();
  if (!language) return [];
  const off = Object.fromEntries(language.rules.map(({ id }) => [id, 'off' as const]));
  const measure = (id: string | undefined): number => {
    const severities = id === undefined ? off : { ...off, [id]: 'warning' as const };
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const options = { ...defaultLintOptions, severities };
      const model = language.parse(text);
      const start = performance.now();
      language.diagnose(model, options);
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  };
  // Everything is compiled before anything counts.
  for (const { id } of language.rules) measure(id);
  return language.rules
    .map(({ id }) => ({ id, time: Math.max(measure(id) - measure(undefined), 0) }))
    .toSorted((a, b) => b.time - a.time);
}
