/**
 * Image references as engines list them. The first part is a registry where it could be a host, else it is Docker Hub.
 * Source: distribution/reference, normalize.go (splitDockerDomain).
 */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}

/** Without the tag and the digest, as it is written. */
export function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

/** The tag; `latest` where none is written. */
export function tagOf(reference: string): string {
  return /:([^:/@]*)(?:@.*)?$/.exec(reference)?.[1] ?? 'latest';
}
