import { message } from '../../text/message.ts';
import { deviceRequests, pairs, texts } from './common.ts';
import {
  bytes,
  choice,
  duration,
  integer,
  key,
  list,
  map,
  nothing,
  number,
  oneOf,
  suggest,
  text,
  value,
} from './shape.ts';
import type { ChoiceShape, Keys, MapShape } from './shape.ts';

const resources: MapShape = map({
  limits: key(
    message('The most that a container may use.'),
    map({
      cpus: key(message('How many processor cores at most, such as `"0.5"`.'), number({ quoted: 'decimal' })),
      memory: key(message('How much memory at most, such as `512M`.'), bytes),
      pids: key(message('How many processes at most.'), integer()),
    }),
  ),
  reservations: key(
    message('What the platform must guarantee to a container.'),
    map({
      cpus: key(message('How many processor cores are kept for it.'), number({ quoted: 'decimal' })),
      memory: key(message('How much memory is kept for it, such as `128M`.'), bytes),
      devices: key(message('Devices that the container needs, such as graphics processors.'), deviceRequests),
      generic_resources: key(
        message('Resources that the users of a swarm define.'),
        list(
          map({
            discrete_resource_spec: key(
              message('A resource that is counted.'),
              map({
                kind: key(message('The kind of resource, such as `GPU`.'), text()),
                value: key(message('How many of it.'), number()),
              }),
            ),
          }),
        ),
      ),
    }),
  ),
});

/** What updates and rollbacks have in common. */
function rollout(...failureActions: readonly string[]): Keys {
  return {
    parallelism: key(message('How many containers change at a time; 0 means all at once.'), integer({ minimum: 0 })),
    delay: key(message('The time between two groups of containers, such as `10s`.'), duration),
    failure_action: key(message('What to do when it fails.'), suggest(...failureActions)),
    monitor: key(message('How long each task is watched for failure after it changed.'), duration),
    max_failure_ratio: key(
      message('The share of failures to put up with, from 0 to 1.'),
      number({ quoted: 'decimal' }),
    ),
    order: key(
      message('Which comes first, stopping the old or starting the new.'),
      oneOf(
        value('stop-first', message('The old container stops before the new one starts, the default.')),
        value('start-first', message('The new container starts first; for a while both run.')),
      ),
    ),
  };
}

const placement: MapShape = map({
  constraints: key(message('Conditions that a node must meet, such as `node.role==manager`.'), texts),
  preferences: key(
    message('How tasks should be spread over the nodes.'),
    list(
      map({
        spread: key(
          message('Spread evenly over the values of this label of nodes, such as `node.labels.zone`.'),
          text(),
        ),
      }),
    ),
  ),
  max_replicas_per_node: key(message('How many replicas may run on one node.'), integer({ minimum: 0 })),
});

const restartPolicy: MapShape = map({
  condition: key(
    message('When a container is started again.'),
    suggest(
      value('any', message('Whenever it ends, the default.')),
      value('on-failure', message('Only when it ends with an error.')),
      value('none', message('Never.')),
    ),
  ),
  delay: key(message('The time between two attempts.'), duration),
  max_attempts: key(message('How many attempts at most. By default there is no limit.'), integer({ minimum: 0 })),
  window: key(message('How long to wait before a restart counts as a success.'), duration),
});

/** `deploy` of a service. */
export const deploy: ChoiceShape = choice(
  map(
    {
      mode: key(
        message('How the replicas of the service are run.'),
        suggest(
          value('replicated', message('A set number of containers, the default.')),
          value('global', message('One container on each node.')),
          value('replicated-job', message('A set number of tasks that run to their end.')),
          value('global-job', message('One task on each node that runs to its end.')),
        ),
      ),
      replicas: key(message('How many containers of the service run.'), integer()),
      endpoint_mode: key(
        message('How clients reach the replicas (swarm).'),
        suggest(
          value('vip', message('One virtual address for all, the default.')),
          value('dnsrr', message('The addresses of all, in turn, by DNS.')),
        ),
      ),
      resources: key(message('Limits and guarantees for processors, memory and devices.'), resources),
      restart_policy: key(message('Whether and how containers are started again when they end.'), restartPolicy),
      update_config: key(message('How an update of the service goes.'), map(rollout('continue', 'pause', 'rollback'))),
      rollback_config: key(message('How a failed update is taken back.'), map(rollout('continue', 'pause'))),
      placement: key(message('On which nodes tasks may run.'), placement),
      labels: key(message('Labels for the service; its containers do not get them.'), pairs('label')),
    },
    { page: 'deploy' },
  ),
  nothing,
);
