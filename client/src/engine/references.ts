/**
 * Image references as engines list them. The first part is a registry where it could be a host, else it is Docker Hub.
 * Source: distribution/reference, normalize.go (splitDockerDomain).
 */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}

/**
 * A name as Docker shows it: without what stands for Docker Hub, which Podman writes out. Both know the short one.
 * Source: distribution/reference, helpers.go (FamiliarName).
 */
export function familiarName(reference: string): string {
  return reference.replace(/^docker\.io\/(?:library\/(?=[^/]+$))?/, '');
}

/** Without the tag and the digest, as it is written. */
export function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

/** The tag; `latest` where none is written. */
export function tagOf(reference: string): string {
  return /:([^:/@]*)(?:@.*)?$/.exec(reference)?.[1] ?? 'latest';
}

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

/** Whether a text names an image: by a tag or by a digest. */
export function isReference(text: string): boolean {
  const [name = '', digest] = text.split('@', 2);
  return isTag(name) && (digest === undefined || /^sha256:[a-f0-9]{64}$/.test(digest));
}

function isHost(text: string): boolean {
  return /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::\d+)?$/.test(
    text,
  );
}

function isPathPart(text: string): boolean {
  return /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(text);
}
