import { message } from '../../text/message.ts';
import { servicesOf } from '../project/services.ts';
import { fieldsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const completedNeverEnds = projectRule({
  id: 'completed-never-ends',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Who is waited for until it ends is not started again.',
  why: 'With `condition: service_completed_successfully` a service waits until another has ended. With `restart: always` or `unless-stopped` that one is started again each time it ends.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      migrate: {condition: «service_completed_successfully»}\n  migrate:\n    image: app:1\n    restart: always\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n    depends_on:\n      migrate: {condition: service_completed_successfully}\n  migrate:\n    image: app:1\n    restart: on-failure\n',
    },
  ],
  inspect({ effective }) {
    const services = servicesOf(effective);
    const byName = new Map(services.map((service) => [service.name, service]));
    return services.flatMap(({ value }) =>
      [...fieldsOf(valueAt(value, 'depends_on'))].flatMap(([name, field]) => {
        const condition = valueAt(field.value, 'condition');
        const restart = textOf(valueAt(byName.get(name)?.value, 'restart')) ?? '';
        if (!condition || textOf(condition) !== 'service_completed_successfully') return [];
        if (!/^(?:always|unless-stopped)$/.test(restart)) return [];
        const words = message('The service {0} never ends for good: it has `restart: {1}`.', name, restart);
        return [{ origin: condition.origin, message: words }];
      }),
    );
  },
});
