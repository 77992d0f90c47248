/**
 * Whether a text is a reference that an image can be tagged with: `[host[:port]/]path[:tag]`.
 * Source: distribution/reference, grammar of `Reference` (without the digest, which a tag cannot have).
 */
export function isTag(text: string): boolean {
  const match = /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?$/.exec(text);
  const name = match?.groups?.['name'] ?? '';
  if (name.length === 0 || name.length > 255) return false;
  const parts = name.split('/');
  const [first = '', ...rest] = parts;
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const path = hasHost ? rest : parts;
  return (!hasHost || isHost(first)) && path.every(isPathPart);
}

function isHost(text: string): boolean {
  return /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::\d+)?$/.test(
    text,
  );
}

function isPathPart(text: string): boolean {
  return /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(text);
}

/** A tag to propose, from the folder's name; always a valid one. */
export function tagFor(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  return `${name === '' ? 'app' : name.slice(0, 200)}:latest`;
}
