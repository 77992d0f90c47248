import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileReferences } from '../../../server/src/core/compose/files.ts';
import { compose } from '../../../server/src/core/compose/index.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';

const corpus = '../shared/corpus';
const golden = `${corpus}/golden.json`;

interface Verdict {
  readonly ok: boolean;
}

/**
 * Files on which we knowingly differ: `pre_start` came after 2.40, and the others fail for variables that are not set.
 */
const known: readonly string[] = [
  'docker+awesome-compose__plex__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestImagesAfterImageRemoved__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestPreStartHookForceRecreate__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestPreStartHookReRunOnSpecChange__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestPreStartHookRunsOnceForScaledService__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestPreStartHookSequentialOrder__compose.yaml',
  'docker+compose__pkg__e2e__testdata__TestPreStartHookSuccess__compose.yaml',
  'getsentry+self-hosted__docker-compose.yml',
];

describe.skipIf(!existsSync(golden))(`verdicts of docker compose config (skipped where ${golden} is absent)`, () => {
  const verdicts: Readonly<Record<string, Verdict>> = existsSync(golden)
    ? JSON.parse(readFileSync(golden, 'utf8')).compose
    : {};

  // The verdicts were recorded for each file in a folder of its own, where no other file is.
  test('an error is said where Compose finds one, and nowhere else', { timeout: 60_000 }, () => {
    const names = Object.keys(verdicts);
    const differences = names.filter((name) => {
      const model = parseCompose(readFileSync(`${corpus}/compose/${name}`, 'utf8'));
      const isWrong = compose.diagnose(model).some(({ severity }) => severity === 'error');
      const isAlone = fileReferences(model).every(({ isRequired }) => !isRequired);
      return (isAlone && !isWrong) !== verdicts[name]?.ok;
    });
    console.log(
      `${names.length - differences.length} of ${names.length} verdicts agree; not: ${differences.join(', ')}`,
    );
    expect(differences).toEqual(known);
  });

  test('no file has an error that Compose does not find', { timeout: 60_000 }, () => {
    const wrong = Object.entries(verdicts).flatMap(([name, { ok }]) => {
      const found = compose.diagnose(parseCompose(readFileSync(`${corpus}/compose/${name}`, 'utf8')));
      return ok ? found.filter(({ severity }) => severity === 'error').map(({ code }) => `${name}: ${code}`) : [];
    });
    expect(wrong).toEqual([]);
  });
});
