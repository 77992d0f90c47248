import { message } from '../../text/message.ts';
import { servicesOf } from '../project/services.ts';
import { fieldsOf, nowhere, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const profileDependency = projectRule({
  id: 'profile-dependency',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What a service needs runs in each of its profiles.',
  why: 'Where a profile turns on a service, but not one that it depends on, Compose refuses to start with that profile alone.',
  examples: [
    {
      bad: 'services:\n  debug:\n    image: busybox:1.37\n    profiles: [debug, dev]\n    depends_on: [«mail»]\n  mail:\n    image: mailpit:1\n    profiles: [dev]\n',
    },
    {
      good: 'services:\n  debug:\n    image: busybox:1.37\n    profiles: [debug]\n    depends_on:\n      mail: {condition: service_started, required: false}\n      db: {condition: service_started}\n  mail:\n    image: mailpit:1\n    profiles: [dev]\n  db:\n    image: postgres:17\n',
    },
  ],
  inspect({ effective }) {
    const services = servicesOf(effective);
    const byName = new Map(services.map((service) => [service.name, service]));
    return services.flatMap(({ value, profiles }) =>
      [...fieldsOf(valueAt(value, 'depends_on'))].flatMap(([name, field]) => {
        const other = byName.get(name);
        const required = valueAt(field.value, 'required');
        if (!other || other.profiles.length === 0 || (required?.kind === 'scalar' && required.text === 'false'))
          return [];
        const missing = profiles.find((profile) => !other.profiles.includes(profile));
        if (missing === undefined) return [];
        const words = message(
          'With the profile {0} alone, the service {1} does not run. Give it that profile, too, or write `required: false`.',
          missing,
          name,
        );
        return [{ origin: field.key.file === nowhere.file ? field.value.origin : field.key, message: words }];
      }),
    );
  },
});
