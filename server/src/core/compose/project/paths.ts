/** Whether a path does not depend on a folder: one of Unix, or one of Windows with its drive. */
export function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-zA-Z]:[\\/]|\\\\)/.test(path);
}

/** Whether something named as a file lies on another machine: a Git repository, or an OCI artifact. */
export function isRemote(path: string): boolean {
  return /^(?:[a-z][a-z+]*:\/\/|git@|oci:|github\.com\/)/.test(path);
}

/** A path from a folder on, without `.`, `..` and empty steps. */
export function joinPath(folder: string, path: string): string {
  return cleanPath(isAbsolute(path) ? path : `${folder}/${path}`);
}

/** A path without `.`, `..` and empty steps, as Go's `path.Clean` makes it. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (!isRooted) steps.push(step);
  }
  const joined = steps.join('/');
  return isRooted ? `/${joined}` : joined || '.';
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** The last step of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path with the home folder in place of `~`. */
export function withHome(path: string, home: string | undefined): string {
  return path.startsWith('~') && home !== undefined ? joinPath(home, `./${path.slice(1)}`) : path;
}

/** Whether a build context is no folder of this machine: an address, a repository, or another service. */
export function isRemotePath(path: string): boolean {
  return /:\/\/|^service:|^github\.com\/|^git@/.test(path);
}
