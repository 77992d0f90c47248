/** Whether a file is named as Compose files are. */
export function isComposeFile(name: string): boolean {
  return /^(?:.+\.)?compose(?:\..+)?\.ya?ml$/i.test(name) || /docker.*compose.*\.ya?ml$/i.test(name);
}
