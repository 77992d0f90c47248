// All that can be said of the code without running it. `--fix` mends what can be mended.
import { inRoot, run } from './project.ts';

/** A step of the check: its name, the command, and the command that mends. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly fix?: readonly string[];
}

export const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'], fix: ['oxlint', '--fix'] },
  { name: 'layers', command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'server', 'client', 'protocol'] },
  { name: 'dead code', command: ['knip'] },
  {
    name: 'generated files',
    command: ['node', 'scripts/generate.ts', '--check'],
    fix: ['node', 'scripts/generate.ts'],
  },
  { name: 'texts', command: ['node', 'scripts/texts.ts'] },
  { name: 'formatting', command: ['prettier', '--check', '.'], fix: ['prettier', '--write', '.'] },
];

/** Runs every step and returns the names of those that failed. */
export async function check(fix: 'fix' | 'look'): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, command, fix: mend } of steps) {
    const [program = '', ...args] = fix === 'fix' && mend ? mend : command;
    console.log(`\n— ${name}`);
    const code = await run(program === 'node' ? process.execPath : inRoot('node_modules', '.bin', program), args);
    if (code !== 0) failed.push(name);
  }
  return failed;
}

if (import.meta.main) {
  const failed = await check(process.argv.includes('--fix') ? 'fix' : 'look');
  console.log(failed.length === 0 ? '\nEverything is in order.' : `\nNot in order: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
