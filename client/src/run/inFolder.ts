import { isAbsolute, relative } from 'node:path';
import { type RunOptions, valuesOf, withValues } from './options.ts';
import { wholePath } from './prepare.ts';
import { withEnvironment } from './secrets.ts';
import { isPath, volumeOf } from './values.ts';

/** For a file that others read: without values that are secrets, and with paths from the folder of the file. */
export function inFolder(options: RunOptions, folder: string, workspace: string): RunOptions {
  const volumes = valuesOf(options, 'volume').map((volume) => {
    const { source = '', target = '', mode = '' } = volumeOf(volume) ?? {};
    if (!isPath(source)) return volume;
    return [fromFolder(source, folder, workspace), target, mode].filter((part) => part !== '').join(':');
  });
  const files = valuesOf(options, 'env-file').map((file) => fromFolder(file, folder, workspace));
  return withValues(withValues(withEnvironment(options), 'volume', volumes), 'env-file', files);
}

/** A path from a folder, where it is below the folder; else the whole one. */
function fromFolder(path: string, folder: string, workspace: string): string {
  const whole = wholePath(path, { folder: workspace });
  const inner = relative(folder, whole).replaceAll('\\', '/');
  if (inner === '') return '.';
  return inner.startsWith('..') || isAbsolute(inner) ? whole : `./${inner}`;
}
