// What runs inside the extension host of a real VS Code: started by scripts/testVscode.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languageSuite } from './language.ts';
import { extensionSuite } from './extension.ts';
import Mocha from 'mocha';

/** Called by VS Code; rejects when a test failed. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: true, timeout: 30_000 });
  mocha.suite.emit('pre-require', globalThis, 'index', mocha);
  extensionSuite();
  languageSuite();
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} tests failed`)) : resolve()));
    runner.on('end', () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      writeCounts({ passed: passes, failed: failures, skipped: [] });
    });
  });
}

function writeCounts(counts: object): void {
  // The extension host does not get the environment of the run: the place is known.
  const file = join(import.meta.dirname, '../../test-output/counts/testVscode.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}
