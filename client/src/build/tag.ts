/** A tag to propose, from the folder's name; always a valid one. */
export function tagFor(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  return `${name === '' ? 'app' : name.slice(0, 200)}:latest`;
}
