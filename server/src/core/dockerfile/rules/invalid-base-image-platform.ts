import { parseReference } from '../../image/reference.ts';
import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { inspection } from '../lint/rule.ts';

export const invalidBaseImagePlatform = inspection({
  id: 'InvalidBaseImagePlatform',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'The base image is made for the platform that FROM asks for.',
  why:
    'An image for another processor starts only under emulation, which is slow, or not at all: "exec format error". ' +
    'Slipway says so of images that were built on this machine, and so exist for one platform alone.',
  examples: [
    { bad: 'FROM --platform=linux/arm64 «web:dev»\n', images: { 'web:dev': { platform: 'linux/amd64' } } },
    { good: 'FROM --platform=linux/arm64 web:dev\n', images: { 'web:dev': { platform: 'linux/arm64' } } },
    { good: 'FROM web:dev\n', images: { 'web:dev': { platform: 'linux/amd64' } } },
  ],
  async inspect({ stages }, workspace) {
    const asked = stages.flatMap(({ from, base, baseStage, baseName }) => {
      const platform = from.flags.find(({ name }) => name === 'platform')?.value;
      if (!base || baseStage || baseName === undefined || platform === undefined) return [];
      return isWhole.test(platform) ? [{ span: { ...base.span }, name: baseName, platform }] : [];
    });
    if (asked.length === 0) return noFindings;
    const images = await workspace.localImages();
    const found = await Promise.all(
      asked.map(async ({ span, name, platform }): Promise<readonly Finding[]> => {
        // What came from a registry may be there for other platforms, too.
        const local = images.find(({ tags, digests }) => digests.length === 0 && tags.some((tag) => isSame(tag, name)));
        const own = local && (await workspace.imageFacts(name))?.platform;
        if (own === undefined || own === '' || sameFamily(own, platform)) return noFindings;
        return [{ span, message: message('{0} is made for {1}, not for {2}.', name, own, platform) }];
      }),
    );
    return found.flat();
  },
});

/** System and processor; variables are not looked into. */
const isWhole = /^[a-z]+\/[a-z0-9_]+(?:\/\w+)?$/i;

function sameFamily(platform: string, other: string): boolean {
  return familyOf(platform) === familyOf(other);
}

function familyOf(platform: string): string {
  return platform.toLowerCase().split('/').slice(0, 2).join('/');
}

function isSame(tag: string, name: string): boolean {
  const [one, two] = [tag, name].map((text) => parseReference(text));
  if (one?.kind !== 'reference' || two?.kind !== 'reference') return false;
  const { domain, path, tag: oneTag = 'latest' } = one.reference;
  return domain === two.reference.domain && path === two.reference.path && oneTag === (two.reference.tag ?? 'latest');
}
