/** Whether a file is named as Compose files are. */
export function isComposeFile(name: string): boolean {
  return /^(?:.+\.)?compose(?:\..+)?\.ya?ml$/i.test(name) || /docker.*compose.*\.ya?ml$/i.test(name);
}

/** Whether a file is named as files with variables are. */
export function isEnvFile(name: string): boolean {
  return /^\.env(?:\..+)?$|\.env$/i.test(name);
}
