import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import { localBuildOf, servicesOf } from '../project/services.ts';
import type { Origin, Value } from '../project/value.ts';
import { fieldsOf, itemsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const undeclaredBuildArg = projectRule({
  id: 'undeclared-build-arg',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Every build argument is declared by an ARG of the Dockerfile.',
  why: 'An argument without an `ARG` of its name is lost: the build warns that it was not consumed, and goes on without its value.',
  examples: [
    {
      bad: 'services:\n  web:\n    build:\n      context: .\n      args:\n        «VERSOIN»: 1\n',
      fixed: 'services:\n  web:\n    build:\n      context: .\n      args:\n        VERSION: 1\n',
      files: { Dockerfile: 'ARG VERSION\nFROM scratch\n' },
    },
    {
      bad: 'services:\n  web:\n    build:\n      context: .\n      args: [VERSION=2, «OTHER=3»]\n',
      files: { Dockerfile: 'ARG VERSION\nFROM scratch\n' },
    },
    {
      good: 'services:\n  web:\n    build:\n      context: .\n      args: {VERSION: 1, HTTP_PROXY: "http://proxy:3128", BUILDKIT_INLINE_CACHE: 1}\n',
      files: { Dockerfile: 'ARG VERSION\nFROM scratch\n' },
    },
  ],
  inspect(view) {
    return servicesOf(view.effective).flatMap((service) => {
      const local = localBuildOf(service);
      const facts = local?.dockerfile === undefined ? undefined : view.files.dockerfile(local.dockerfile);
      if (!facts) return [];
      return argsOf(valueAt(local?.build, 'args')).flatMap(({ name, origin }) => {
        if (facts.args.includes(name) || isPredefined(name)) return [];
        const near = closest(name, facts.args);
        const words =
          near === undefined
            ? message('The Dockerfile has no `ARG {0}`: the value is lost.', name)
            : message('The Dockerfile has no `ARG {0}`. Did you mean {1}?', name, near);
        return [
          {
            origin,
            message: words,
            ...(near !== undefined && { mend: { kind: 'replace', from: name, to: near } as const }),
          },
        ];
      });
    });
  },
});

function argsOf(args: Value | undefined): readonly { readonly name: string; readonly origin: Origin }[] {
  return [
    ...[...fieldsOf(args)].map(([name, { key }]) => ({ name, origin: key })),
    ...itemsOf(args).map((item) => ({ name: textOf(item)?.split('=')[0] ?? '', origin: item.origin })),
  ];
}

/** Arguments that need no ARG: proxies, and what BuildKit itself reads. */
function isPredefined(name: string): boolean {
  return /^(?:(?:https?|ftp|no|all)_proxy|buildkit_\w+|source_date_epoch)$/i.test(name);
}
