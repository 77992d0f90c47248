import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const folder = join(import.meta.dirname, '../../../../shared/corpus/dockerfile');
const isPresent = existsSync(folder);
const reason = isPresent ? '' : ' (skipped: ../shared/corpus is not here)';

/** What is found in a text, but for the rule that looks at names. */
function findings(text: string): string {
  const found = dockerfile.diagnose(dockerfile.parse(text)).map(({ code }) => code);
  return found
    .filter((code) => code !== 'SecretsUsedInArgOrEnv')
    .toSorted()
    .join(' ');
}

/** The places at which something with a name may stand: behind ARG, ENV and AS, and behind the sign of a variable. */
function places(text: string): readonly number[] {
  return [...text.matchAll(/\b(?:ARG|ENV|AS|as)\s+(?=\w)|\$\{?(?=\w)/g)].map(({ 0: all, index }) => index + all.length);
}

describe.skipIf(!isPresent)(`Real files${reason}`, () => {
  test('keep their verdicts and findings after every rename', () => {
    let renames = 0;
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      const before = findings(text);
      const model = dockerfile.parse(text);
      const done = new Set<string>();
      for (const offset of places(text)) {
        const result = dockerfile.rename?.(model, offset, 'zqx9fresh');
        const key = result?.kind === 'edits' ? result.edits.map(({ span }) => span.start).join() : '';
        if (result?.kind !== 'edits' || done.has(key)) continue;
        done.add(key);
        renames++;
        expect(findings(applyEdits(text, result.edits)), `${file}: ${text.slice(offset, offset + 20)}`).toBe(before);
      }
    }
    expect(renames).toBeGreaterThan(900);
  }, 60_000);
});
