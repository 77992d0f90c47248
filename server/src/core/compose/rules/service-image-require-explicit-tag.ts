import { parseReference } from '../../image/reference.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const serviceImageRequireExplicitTag: ComposeRule<'service'> = {
  id: 'service-image-require-explicit-tag',
  aliases: [],
  severity: 'warning',
  profile: 'strict',
  category: 'maintainability',
  summary: 'The image of a service has a tag that names a version.',
  why: 'Without a tag, or with one such as `latest`, the next pull may bring another version: what runs today may not run tomorrow, and two machines may run different things. A version or a digest stays.',
  examples: [
    { bad: 'services:\n  web:\n    image: «nginx»\n  api:\n    image: «ghcr.io/shop/api:latest»\n' },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n  api:\n    image: api@sha256:0000000000000000000000000000000000000000000000000000000000000000\n',
    },
    { good: 'services:\n  web:\n    image: nginx:${TAG}\n  built:\n    build: .\n    image: shop\n' },
  ],
  nodes: ['service'],
  check({ keys }) {
    const image = scalarOf(keys.get('image')?.value);
    if (!image || image.text === '' || image.text.includes('$') || keys.has('build')) return noFindings;
    const parsed = parseReference(image.text);
    if (parsed.kind !== 'reference' || parsed.reference.digest !== undefined) return noFindings;
    const { tag } = parsed.reference;
    if (tag === undefined)
      return [{ span: image.span, message: message('This image has no tag, which means `latest`. Name a version.') }];
    if (!floating.has(tag)) return noFindings;
    return [
      { span: image.span, message: message('The tag {0} moves from version to version. Name one version.', tag) },
    ];
  },
};

/** Tags that registries move. */
const floating: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'edge',
  'test',
  'nightly',
  'dev',
  'beta',
  'canary',
  'lts',
]);
