import { scalarOf } from '../compose/yaml/nodes.ts';
import { message } from '../text/message.ts';
import type { ConfigFile, ConfigOptions, ConfigReader } from './configFile.ts';
import { configReader } from './configFile.ts';
import type { LintOptions, Severities } from './options.ts';
import type { Severity } from './rule.ts';
import type { LabelType } from './ruleSettings.ts';
import { labelTypes } from './ruleSettings.ts';

const keys = [
  'ignored',
  'override',
  'trustedRegistries',
  'label-schema',
  'strict-labels',
  'disable-ignore-pragma',
  'failure-threshold',
  'no-fail',
  'format',
  'no-color',
  'verbose',
] as const;

/** hadolint's severities. A rule is an error only where the file says so. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'information'],
  ['style', 'hint'],
]);

/** Reads `.hadolint.yaml`. Never throws. Source: hadolint's Config/Configuration.hs. */
export function readHadolintConfig(text: string): ConfigFile {
  const reader = configReader(text, keys);
  const strictLabels = reader.boolean(reader.value('strict-labels'));
  const disabled = reader.boolean(reader.value('disable-ignore-pragma'));
  const trustedRegistries = registriesOf(reader);
  const failOn = failOnOf(reader);
  const options: ConfigOptions = {
    severities: severitiesOf(reader),
    ...(trustedRegistries.length > 0 && { trustedRegistries }),
    ...(reader.value('label-schema') && { labelSchema: labelSchemaOf(reader) }),
    ...(strictLabels !== undefined && { strictLabels }),
    ...(disabled !== undefined && { suppressions: !disabled }),
  };
  return { options, ...(failOn !== undefined && { failOn }), problems: reader.problems };
}

/** What is ignored is ignored, whatever its severity. */
function severitiesOf(reader: ConfigReader): Severities {
  const found: Record<string, Severity | 'off'> = {};
  for (const { name, key, value } of reader.entries(reader.value('override'))) {
    const severity = severities.get(name);
    if (!severity) {
      reader.report(key, message('{0} is no severity. hadolint has {1}.', name, [...severities.keys()].join(', ')));
      continue;
    }
    for (const rule of reader.texts(value)) found[rule] = severity;
  }
  for (const rule of reader.texts(reader.value('ignored'))) found[rule] = 'off';
  return found;
}

/** One registry may stand there without a list. */
function registriesOf(reader: ConfigReader): readonly string[] {
  const node = reader.value('trustedRegistries');
  const single = scalarOf(node)?.text;
  if (single === undefined) return reader.texts(node);
  return single === '' ? [] : [single];
}

function labelSchemaOf(reader: ConfigReader): LintOptions['labelSchema'] {
  const schema: Record<string, LabelType> = {};
  for (const { name, value } of reader.entries(reader.value('label-schema'))) {
    const written = scalarOf(value)?.text;
    const type = labelTypes.find((known) => known === written);
    if (type) schema[name] = type;
    else
      reader.report(value, message('{0} is no type of a label. There are {1}.', written ?? '', labelTypes.join(', ')));
  }
  return schema;
}

function failOnOf(reader: ConfigReader): Severity | 'never' | undefined {
  if (reader.boolean(reader.value('no-fail'))) return 'never';
  const node = reader.value('failure-threshold');
  const written = scalarOf(node)?.text.toLowerCase();
  if (!node || written === undefined || written === '') return undefined;
  // hadolint fails for whatever it finds where the threshold is `ignore` or `none`.
  const severity = written === 'ignore' || written === 'none' ? 'hint' : severities.get(written);
  if (severity) return severity;
  const known = [...severities.keys(), 'ignore', 'none'].join(', ');
  reader.report(node, message('{0} is no severity. hadolint has {1}.', written, known));
  return undefined;
}
