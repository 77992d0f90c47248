import { substitute } from '../../dotenv/template.ts';
import type { Lookup, TemplateProblem } from '../../dotenv/template.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { goFloat, goFloat32 } from './numbers.ts';
import { below, pathTable } from './pathTable.ts';
import type { PathTable } from './pathTable.ts';
import type { Problems } from './problems.ts';
import type { MapValue, ScalarValue, Value } from './value.ts';
import { mapFields, mapItems } from './value.ts';

/** Fills variables into all texts of a configuration, and makes numbers and truth values of those where one belongs. */
export function interpolate(root: MapValue, lookup: Lookup, problems: Problems): MapValue {
  const filled = fill(root, casts, { lookup, problems });
  return filled.kind === 'map' ? filled : root;
}

interface Filling {
  readonly lookup: Lookup;
  readonly problems: Problems;
}

function fill(value: Value, table: PathTable<Cast> | undefined, filling: Filling): Value {
  if (value.kind === 'map') return mapFields(value, (item, name) => fill(item, below(table, name), filling));
  if (value.kind === 'list') return mapItems(value, (item) => fill(item, below(table, '[]'), filling));
  return value.type === 'string' ? fillText(value, table?.known, filling) : value;
}

function fillText(value: ScalarValue, cast: Cast | undefined, { lookup, problems }: Filling): Value {
  let failed = false;
  const text = substitute(value.text, lookup, (problem) => {
    if (problem.kind !== 'unset') failed = true;
    report(problems, value, problem);
  });
  const filled = text === value.text ? value : { ...value, text };
  if (!cast || failed) return filled;
  const made = casters[cast](text);
  if (made !== undefined) return { ...value, ...made };
  // A text as it stands is judged by the check of its file.
  if (text !== value.text) problems.error('invalid-value', value.origin, castWords[cast](text));
  return filled;
}

function report(problems: Problems, { origin }: ScalarValue, problem: TemplateProblem): void {
  if (problem.kind === 'invalid') return;
  if (problem.kind === 'unset') {
    const words = message(
      'The variable {0} is not set: nothing stands in its place. Set it in `.env`, or give it a default, as in `${{0}:-value}`.',
      problem.name,
    );
    return problems.variable('unset-variable', origin, words);
  }
  const { name, reason } = problem;
  const words =
    reason === ''
      ? message('The variable {0} must be set, but it has no value.', name)
      : message('The variable {0} must be set, but it has no value: {1}', name, reason);
  problems.variable('required-variable', origin, words);
}

type Cast = 'integer' | 'float' | 'float32' | 'flag';

const casters: Readonly<Record<Cast, (text: string) => Pick<ScalarValue, 'type' | 'text'> | undefined>> = {
  integer: (text) =>
    /^[-+]?\d+$/.test(text) ? { type: 'integer', text: String(BigInt(text.replace(/^\+/, ''))) } : undefined,
  float: (text) => (isFloat(text) ? { type: 'float', text: goFloat(Number(text)) } : undefined),
  float32: (text) => (isFloat(text) ? { type: 'float', text: goFloat32(Number(text)) } : undefined),
  flag: (text) => {
    if (/^(?:true|y|yes|on)$/i.test(text)) return { type: 'boolean', text: 'true' };
    return /^(?:false|n|no|off)$/i.test(text) ? { type: 'boolean', text: 'false' } : undefined;
  },
};

function isFloat(text: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
}

const castWords: Readonly<Record<Cast, (text: string) => Message>> = {
  integer: (text) => message('A whole number belongs here, but the variables make it {0}.', shown(text)),
  float: (text) => message('A number belongs here, but the variables make it {0}.', shown(text)),
  float32: (text) => message('A number belongs here, but the variables make it {0}.', shown(text)),
  flag: (text) => message('True or false belongs here, but the variables make it {0}.', shown(text)),
};

function shown(text: string): string {
  return text === '' ? '""' : text;
}

/** Where Compose makes something else of a text (compose-go `loader/interpolate.go`). */
const casts = pathTable<Cast>({
  'services.*.cpu_count': 'integer',
  'services.*.cpu_percent': 'float',
  'services.*.cpu_period': 'integer',
  'services.*.cpu_quota': 'integer',
  'services.*.cpu_rt_period': 'integer',
  'services.*.cpu_rt_runtime': 'integer',
  'services.*.cpus': 'float32',
  'services.*.cpu_shares': 'integer',
  'services.*.init': 'flag',
  'services.*.deploy.replicas': 'integer',
  'services.*.deploy.update_config.parallelism': 'integer',
  'services.*.deploy.update_config.max_failure_ratio': 'float',
  'services.*.deploy.rollback_config.parallelism': 'integer',
  'services.*.deploy.rollback_config.max_failure_ratio': 'float',
  'services.*.deploy.restart_policy.max_attempts': 'integer',
  'services.*.deploy.placement.max_replicas_per_node': 'integer',
  'services.*.healthcheck.retries': 'integer',
  'services.*.healthcheck.disable': 'flag',
  'services.*.oom_kill_disable': 'flag',
  'services.*.oom_score_adj': 'integer',
  'services.*.pids_limit': 'integer',
  'services.*.ports.[].target': 'integer',
  'services.*.privileged': 'flag',
  'services.*.read_only': 'flag',
  'services.*.scale': 'integer',
  'services.*.stdin_open': 'flag',
  'services.*.tty': 'flag',
  'services.*.ulimits.*': 'integer',
  'services.*.ulimits.*.hard': 'integer',
  'services.*.ulimits.*.soft': 'integer',
  'services.*.volumes.[].read_only': 'flag',
  'services.*.volumes.[].volume.nocopy': 'flag',
  'networks.*.external': 'flag',
  'networks.*.internal': 'flag',
  'networks.*.attachable': 'flag',
  'networks.*.enable_ipv4': 'flag',
  'networks.*.enable_ipv6': 'flag',
  'volumes.*.external': 'flag',
  'secrets.*.external': 'flag',
  'configs.*.external': 'flag',
});
