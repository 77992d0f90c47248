import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';

export const noBuildAndImage: ComposeRule<'service'> = {
  id: 'no-build-and-image',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'A service has `build` or `image`, or says with `pull_policy` which of them counts.',
  why: 'With both, `image` is the name of what is built. But where an image of that name can be pulled, Compose may run it in place of what the source says. `pull_policy: build` makes it clear.',
  examples: [
    { bad: 'services:\n  web:\n    build: .\n    «image»: shop/web:1\n' },
    { good: 'services:\n  web:\n    build: .\n    image: shop/web:1\n    pull_policy: build\n' },
    { good: 'services:\n  web:\n    build: .\n' },
  ],
  nodes: ['service'],
  check({ keys }) {
    const image = keys.get('image');
    if (!image || !keys.has('build') || keys.has('pull_policy')) return noFindings;
    const text = message(
      '`image` beside `build` is the name of what is built. Add `pull_policy` to say whether it may be pulled.',
    );
    return [{ span: image.key.span, message: text }];
  },
};
