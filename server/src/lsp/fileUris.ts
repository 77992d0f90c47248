/** The path of a `file:` address, its steps parted by `/`; that of Windows begins with its drive. */
export function pathOfUri(uri: string): string {
  const path = uri.replace(/^file:\/\/(?:localhost(?=\/))?/i, '').replace(/[?#].*$/s, '');
  const plain = decoded(path);
  return /^\/[a-zA-Z]:/.test(plain) ? plain.charAt(1).toLowerCase() + plain.slice(2) : plain;
}

/** The address of an absolute path. */
export function uriOfPath(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return `file://${rooted.split('/').map(encodeURIComponent).join('/')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
