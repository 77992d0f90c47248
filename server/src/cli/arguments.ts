import { type ParseArgsConfig, parseArgs } from 'node:util';
import { defaultServerSettings, lintProfiles, ruleSeverities } from '../../../protocol/settings.ts';
import { allLanguages } from '../core/languages.ts';
import type { LintOptions } from '../core/lint/options.ts';
import { defaultLintOptions } from '../core/lint/options.ts';
import { rulesByName } from '../core/lint/ruleNames.ts';
import type { Severity } from '../core/lint/rule.ts';
import { closest } from '../core/text/closest.ts';
import { type ReportName, reportNames } from './reports/names.ts';
import { severityNamed, severityNames } from './severityNames.ts';

/** What is wrong with the arguments. */
export class UsageError extends Error {}

/** Where the configuration comes from. */
export type ConfigChoice = { readonly kind: 'nearest' | 'none' } | { readonly kind: 'file'; readonly file: string };

/** The arguments of `slipway lint`. */
export interface LintArguments {
  readonly paths: readonly string[];
  readonly format: ReportName;
  readonly mode: 'look' | 'fix' | 'diff';
  readonly options: LintOptions;
  readonly config: ConfigChoice;
  /** The program that checks shell scripts, where it is there; undefined where it is not wanted. */
  readonly shellcheck: string | undefined;
  /** Undefined where it is left to the configuration. */
  readonly failOn: Severity | undefined;
  /** The name that the standard input would have as a file. */
  readonly stdinName: string;
}

/** Reads the arguments of `slipway lint`; undefined where help is wanted. Throws a `UsageError`. */
export async function lintArguments(args: readonly string[]): Promise<LintArguments | undefined> {
  const { values, positionals } = parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      format: { type: 'string', default: 'human' },
      fix: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      profile: { type: 'string', default: defaultLintOptions.profile },
      rule: { type: 'string', multiple: true, default: [] },
      config: { type: 'string' },
      'no-config': { type: 'boolean', default: false },
      'no-shellcheck': { type: 'boolean', default: false },
      'fail-on': { type: 'string' },
      stdin: { type: 'boolean', default: false },
      'stdin-filename': { type: 'string', default: 'Dockerfile' },
    },
  });
  if (values.help) return undefined;
  const { fix, stdin, config, 'dry-run': isDry, 'no-config': noConfig, 'fail-on': failOn } = values;
  if (isDry && !fix) throw new UsageError('--dry-run goes with --fix.');
  if (stdin && positionals.length > 0) throw new UsageError('--stdin takes no files.');
  return {
    paths: pathsOf(stdin ? ['-'] : positionals),
    format: oneOf('--format', reportNames, values.format),
    mode: isDry ? 'diff' : fix ? 'fix' : 'look',
    options: {
      ...defaultLintOptions,
      profile: oneOf('--profile', lintProfiles, values.profile),
      severities: Object.fromEntries(await Promise.all(values.rule.map(ruleSetting))),
    },
    config: noConfig ? withoutConfig(config) : configChoice(config),
    shellcheck: values['no-shellcheck'] ? undefined : defaultServerSettings.shellcheck.path,
    failOn: failOn === undefined ? undefined : (severityNamed(failOn) ?? oneOf('--fail-on', severityNames, failOn)),
    stdinName: values['stdin-filename'],
  };
}

/** Without a name, the current folder is meant. */
function pathsOf(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : ['.'];
}

function configChoice(file: string | undefined): ConfigChoice {
  return file === undefined ? { kind: 'nearest' } : { kind: 'file', file };
}

function withoutConfig(file: string | undefined): ConfigChoice {
  if (file !== undefined) throw new UsageError('Either --config or --no-config.');
  return { kind: 'none' };
}

/** The arguments of `slipway format`. */
export interface FormatArguments {
  readonly paths: readonly string[];
  /** What to do with the formatted text: print it, write it into the file, or only say whether it differs. */
  readonly mode: 'print' | 'write' | 'check';
  readonly stdinName: string;
}

/** Reads the arguments of `slipway format`; undefined where help is wanted. Throws a `UsageError`. */
export function formatArguments(args: readonly string[]): FormatArguments | undefined {
  const { values, positionals } = parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      check: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      'stdin-filename': { type: 'string', default: 'Dockerfile' },
    },
  });
  if (values.help) return undefined;
  if (values.check && values.write) throw new UsageError('Either --check or --write.');
  if (positionals.length === 0) throw new UsageError('Name the files to format; - is the standard input.');
  const mode = values.check ? 'check' : values.write ? 'write' : 'print';
  return { paths: positionals, mode, stdinName: values['stdin-filename'] };
}

/** The arguments of `slipway rules`. */
export interface RulesArguments {
  readonly format: 'human' | 'json';
  readonly name: string | undefined;
}

/** Reads the arguments of `slipway rules`; undefined where help is wanted. Throws a `UsageError`. */
export function rulesArguments(args: readonly string[]): RulesArguments | undefined {
  const { values, positionals } = parsed({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, format: { type: 'string', default: 'human' } },
  });
  if (values.help) return undefined;
  if (positionals.length > 1) throw new UsageError('Name one rule.');
  return { format: oneOf('--format', ['human', 'json'], values.format), name: positionals[0] };
}

function parsed<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(problemOf(error, Object.keys(config.options ?? {})));
  }
}

/** What Node found wrong, in words for whoever typed it. */
function problemOf(error: unknown, names: readonly string[]): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, option = ''] = /'(--?[^\s'=]*)/.exec(text) ?? [];
  if (text.startsWith('Unknown option')) {
    const known = names.map((name) => `--${name}`);
    return `There is no option ${option}.${didYouMean(option, known)}`;
  }
  return text.includes('does not take') ? `${option} takes no value.` : `${option} needs a value.`;
}

function oneOf<Value extends string>(option: string, values: readonly Value[], value: string): Value {
  const found = values.find((known) => known === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} is one of ${values.join(', ')}, not ${value}.${didYouMean(value, values)}`);
}

/** `DL3008=off`: the rule by any of its names, or what ShellCheck finds. */
async function ruleSetting(text: string): Promise<readonly [string, Severity | 'off']> {
  const [name = '', ...rest] = text.split('=');
  const written = rest.join('=');
  const severity = written === 'off' ? written : severityNamed(written);
  if (severity === undefined) {
    throw new UsageError(
      `--rule takes a rule and its severity, such as DL3008=off, not ${text}. Severities: ${ruleSeverities.join(', ')}.`,
    );
  }
  const rules = rulesByName((await allLanguages()).flatMap((language) => language.rules));
  if (!rules.has(name) && !/^SC\d{4}$/.test(name))
    throw new UsageError(`There is no rule ${name}.${didYouMean(name, rules.keys())}`);
  return [name, severity];
}

/** The end of a sentence about something that is not known. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = closest(word, known);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
