import { message } from '../../text/message.ts';
import type { EffectiveService } from '../project/services.ts';
import { localBuildOf, servicesOf } from '../project/services.ts';
import { fieldsOf, isNull, itemsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';
import type { ProjectView } from '../projectRule.ts';

export const healthyWithoutHealthcheck = projectRule({
  id: 'healthy-without-healthcheck',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Who is waited for until healthy has a health check.',
  why: 'With `condition: service_healthy` Compose fails when the container has no health check. Its image may bring one along; where that is not known, the service should have `healthcheck` itself.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      db:\n        condition: «service_healthy»\n  db:\n    image: postgres:17\n',
    },
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      db: {condition: «service_healthy»}\n  db:\n    image: postgres:17\n    healthcheck: {disable: true}\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      db: {condition: service_healthy}\n      api: {condition: service_healthy}\n  db:\n    image: postgres:17\n    healthcheck:\n      test: pg_isready\n  api:\n    build: .\n',
      files: { Dockerfile: 'FROM scratch\nHEALTHCHECK CMD ["/check"]\n' },
    },
  ],
  inspect(view) {
    const services = servicesOf(view.effective);
    const byName = new Map(services.map((service) => [service.name, service]));
    return services.flatMap(({ value }) =>
      [...fieldsOf(valueAt(value, 'depends_on'))].flatMap(([name, field]) => {
        const condition = valueAt(field.value, 'condition');
        const other = byName.get(name);
        if (!condition || !other || textOf(condition) !== 'service_healthy') return [];
        const state = healthcheckOf(other, view);
        if (state === 'there') return [];
        const words =
          state === 'off'
            ? message('The health check of {0} is turned off: it never becomes healthy.', name)
            : message(
                'The service {0} has no `healthcheck`. Unless its image has one, it never becomes healthy.',
                name,
              );
        return [{ origin: condition.origin, message: words }];
      }),
    );
  },
});

function healthcheckOf(service: EffectiveService, view: ProjectView): 'there' | 'off' | 'unknown' {
  const declared = valueAt(service.value, 'healthcheck');
  const disable = valueAt(declared, 'disable');
  const [verb] = itemsOf(valueAt(declared, 'test'));
  if ((disable?.kind === 'scalar' && disable.text === 'true') || textOf(verb) === 'NONE') return 'off';
  if (!isNull(valueAt(declared, 'test')) || service.field.value.kind !== 'map') return 'there';
  if (valueAt(service.value, 'provider')) return 'there';
  const path = localBuildOf(service)?.dockerfile;
  return path !== undefined && view.files.dockerfile(path)?.hasHealthcheck === true ? 'there' : 'unknown';
}
