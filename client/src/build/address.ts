import { tagFor } from './tag.ts';

/**
 * Whether a builder can fetch a build context from there: a Git repository, or a tar or a Dockerfile behind a URL.
 * Source: docs.docker.com, build/concepts/context (Git repositories, remote tarballs).
 */
export function isBuildAddress(text: string): boolean {
  return /^(?:(?:https?|git|ssh):\/\/[^\s/]+\/\S+|git@[^\s:]+:\S+|github\.com\/\S+)$/.test(text);
}

/** A tag to propose: the name of the repository, of the tar, or of the folder of the Dockerfile. */
export function tagForAddress(address: string): string {
  const [place = ''] = address.split(/[#?]/, 1);
  const name = place.split(/[/:]/).findLast((part) => !/^(?:dockerfile)?$/i.test(part)) ?? '';
  return tagFor(name.replace(/\.(?:git|tar|tar\.\w+|tgz)$/, ''));
}

/** The arguments of the docker CLI. */
export function addressArgv(address: string, tag: string): readonly string[] {
  return ['buildx', 'build', '--progress=rawjson', '--load', `--tag=${tag}`, '--', address];
}
