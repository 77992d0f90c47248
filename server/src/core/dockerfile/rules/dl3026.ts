import type { Finding } from '../../lint/rule.ts';
import { parseReference } from '../../image/reference.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3026: DockerfileRule<'file'> = {
  id: 'DL3026',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'security',
  summary: 'Images come from the registries that the settings trust.',
  why:
    'An image runs with the rights of the build, and its files end up in yours. Where a team has decided whom it trusts, ' +
    'images of other registries are reported. Without a list of trusted registries nothing is.',
  examples: [
    {
      bad: 'FROM «example.com/app:1» AS build\nFROM scratch\nCOPY --from=«quay.io/a/b:1» /a /\nCOPY --from=build /b /\n',
      settings: { trustedRegistries: ['docker.io'] },
    },
    { bad: 'FROM «debian:13»\n', settings: { trustedRegistries: ['*.example.com'] } },
    {
      good: 'FROM debian:13 AS base\nFROM docker.io/library/debian:13\nFROM base\nFROM scratch\nFROM $IMAGE\n',
      settings: { trustedRegistries: ['docker.io'] },
    },
    {
      good: 'FROM eu.example.com/app:1\nFROM localhost:5000/a\n',
      settings: { trustedRegistries: ['*.example.com', 'localhost:*'] },
    },
    { good: 'FROM example.com/app:1\n' },
  ],
  nodes: ['file'],
  check(model, { options }) {
    if (options.trustedRegistries.length === 0) return [];
    const trusted = options.trustedRegistries.map((pattern) => registryPattern(pattern));
    return imagesOf(model).flatMap(({ name, span }): readonly Finding[] => {
      const parsed = parseReference(name);
      if (parsed.kind === 'problem') return [];
      const { domain } = parsed.reference;
      if (trusted.some((pattern) => pattern.test(domain))) return [];
      return [{ span, message: message('{0} is not among the trusted registries.', domain) }];
    });
  },
};

interface Image {
  readonly name: string;
  readonly span: Span;
}

/** The images that a file builds on and copies from; those whose name depends on the build are not among them. */
function imagesOf({ stages, references }: DockerfileModel): readonly Image[] {
  const bases = stages.flatMap(({ base, baseName, baseStage }) =>
    base && baseName !== undefined && !baseStage ? [{ name: baseName, span: base.span }] : [],
  );
  const copied = references().filter(
    ({ instruction, target, name }) => instruction.kind !== 'from' && !target && !/[$]|^[+-]?\d+$/.test(name),
  );
  return [...bases, ...copied].filter(({ name }) => name !== 'scratch' && name !== '');
}

/** A pattern in which `*` stands for any text. Docker Hub has several names. */
function registryPattern(pattern: string): RegExp {
  const name = pattern === 'hub.docker.com' || pattern === 'index.docker.io' ? 'docker.io' : pattern;
  const parts = name.split(/\*+/).map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}
