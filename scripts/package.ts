// Builds and packs slipway.vsix, and says what is in it.
import { stat } from 'node:fs/promises';
import { inRoot, run } from './project.ts';
import { createVSIX, listFiles } from '@vscode/vsce';

const maxBytes = 1_500_000;
const packagePath = inRoot('slipway.vsix');

if ((await run(process.execPath, [inRoot('scripts/build.ts')])) !== 0) process.exit(1);
await createVSIX({
  cwd: inRoot(),
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const { size } = await stat(packagePath);
const files = await listFiles({ cwd: inRoot(), packagedDependencies: [] });
console.log(`${packagePath}: ${files.length} files, ${Math.round(size / 1000)} kB`);
if (size > maxBytes) {
  console.error(`The package is larger than ${maxBytes / 1000} kB.`);
  process.exitCode = 1;
}
