/**
 * A path within a folder, both from the folder of the file, without `.` and with `..` at the start only; undefined for
 * addresses, absolute paths, and where a variable decides.
 */
export function joinPath(folder: string, path: string): string | undefined {
  if (/[$\\]|:\/\/|^git@/.test(folder + path) || /^[/~]/.test(folder) || /^[/~]/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
