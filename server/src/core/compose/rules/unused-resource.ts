import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { EffectiveService } from '../project/services.ts';
import { servicesOf } from '../project/services.ts';
import { fieldsOf, itemsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const unusedResource = projectRule({
  id: 'unused-resource',
  aliases: [],
  severity: 'hint',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'Every network, volume, config, secret and model that is declared is used by a service.',
  why: 'Compose makes only what a service uses. What nobody uses is left over, or the service that should use it has a slip in its name.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    networks: [front]\nnetworks:\n  front:\n  «back»:\nvolumes:\n  «data»: {}\nsecrets:\n  «key»: {file: ./key}\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    volumes: ["data:/data"]\n    build: {context: ., secrets: [key]}\nnetworks:\n  default: {driver: bridge}\nvolumes:\n  data:\nsecrets:\n  key: {file: ./key}\n',
      files: { Dockerfile: 'FROM scratch\n', key: '' },
    },
  ],
  needsWhole: true,
  inspect({ effective }) {
    if (effective.isIncomplete) return [];
    const services = servicesOf(effective);
    return sections.flatMap(({ section, words, namesIn }) => {
      const used = new Set(services.flatMap(namesIn));
      return [...fieldsOf(valueAt(effective.config, section))].flatMap(([name, { key, value }]) => {
        const mend = { kind: 'remove', name, end: Math.max(key.span.end, value.origin.span.end) } as const;
        return used.has(name) ? [] : [{ origin: key, message: words(name), tag: 'unnecessary' as const, mend }];
      });
    });
  },
});

interface Section {
  readonly section: string;
  readonly words: (name: string) => Message;
  readonly namesIn: (service: EffectiveService) => readonly string[];
}

const sections: readonly Section[] = [
  {
    section: 'networks',
    words: (name) => message('No service uses the network {0}.', name),
    namesIn: ({ value }) => ['default', ...fieldsOf(valueAt(value, 'networks')).keys()],
  },
  {
    section: 'volumes',
    words: (name) => message('No service uses the volume {0}.', name),
    namesIn: sources('volumes'),
  },
  {
    section: 'configs',
    words: (name) => message('No service uses the config {0}.', name),
    namesIn: (service) => [...sources('configs')(service), ...credentials(service)],
  },
  {
    section: 'secrets',
    words: (name) => message('No service uses the secret {0}.', name),
    namesIn: (service) => [...sources('secrets')(service), ...sources('build', 'secrets')(service)],
  },
  {
    section: 'models',
    words: (name) => message('No service uses the model {0}.', name),
    namesIn: ({ value }) => [...fieldsOf(valueAt(value, 'models')).keys()],
  },
];

function sources(...path: readonly string[]): Section['namesIn'] {
  return ({ value }) => itemsOf(valueAt(value, ...path)).flatMap((item) => textOf(valueAt(item, 'source')) ?? []);
}

function credentials({ value }: EffectiveService): readonly string[] {
  return [textOf(valueAt(value, 'credential_spec', 'config')) ?? ''];
}
