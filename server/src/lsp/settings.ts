import type { LintOptions } from '../core/lint/options.ts';
import { defaultLintOptions } from '../core/lint/options.ts';
import {
  continuationStyles,
  defaultServerSettings,
  type FormatSettings,
  type InlayHintSettings,
  keywordCases,
  lintProfiles,
  ruleSeverities,
  type RuleSeverity,
  type ServerSettings,
  type ShellcheckSettings,
  settingsSection,
} from '../../../protocol/settings.ts';

/** The settings of a document, with what they mean for its checks. */
export interface DocumentSettings extends Omit<ServerSettings, 'lint'> {
  readonly lint: LintOptions;
}

/** The settings of each document: asked of the client once, until they change. */
export interface Settings {
  of(uri: string): Promise<DocumentSettings>;
  /** Forgets what is known. `fallback` holds for clients that cannot be asked. */
  reset(fallback?: unknown): void;
  forget(uri: string): void;
}

/** Asks the client for one section of the configuration of one document. */
export type AskConfiguration = (uri: string, section: string) => Promise<unknown>;

export function settingsOf(ask: AskConfiguration | undefined, initial: unknown): Settings {
  let fallback = validSettings(initial);
  const known = new Map<string, Promise<DocumentSettings>>();
  const read = async (uri: string): Promise<DocumentSettings> =>
    ask ? ask(uri, settingsSection).then(validSettings, () => fallback) : fallback;
  return {
    of(uri) {
      const settings = known.get(uri) ?? read(uri);
      known.set(uri, settings);
      return settings;
    },
    reset(section) {
      if (section !== undefined) fallback = validSettings(section);
      known.clear();
    },
    forget: (uri) => void known.delete(uri),
  };
}

/** Takes what is right of a value that a person wrote; the rest keeps its default. */
function validSettings(value: unknown): DocumentSettings {
  return {
    lint: validLint(member(value, 'lint')),
    format: validFormat(member(value, 'format')),
    inlayHints: validInlayHints(member(value, 'inlayHints')),
    shellcheck: validShellcheck(member(value, 'shellcheck')),
    registry: {
      lookups: booleanOr(defaultServerSettings.registry.lookups, member(member(value, 'registry'), 'lookups')),
    },
  };
}

function validLint(value: unknown): LintOptions {
  return {
    ...defaultLintOptions,
    profile: oneOf(lintProfiles, member(value, 'profile')) ?? defaultServerSettings.lint.profile,
    severities: validRules(member(value, 'rules')),
  };
}

function validRules(rules: unknown): ServerSettings['lint']['rules'] {
  if (typeof rules !== 'object' || rules === null) return defaultServerSettings.lint.rules;
  const entries = Object.entries(rules).filter((entry): entry is [string, RuleSeverity] => isSeverity(entry[1]));
  return Object.fromEntries(entries);
}

function validFormat(value: unknown): FormatSettings {
  const defaults = defaultServerSettings.format;
  const lines = member(value, 'blankLinesBetweenStages');
  return {
    keywordCase: oneOf(keywordCases, member(value, 'keywordCase')) ?? defaults.keywordCase,
    lineContinuation: oneOf(continuationStyles, member(value, 'lineContinuation')) ?? defaults.lineContinuation,
    blankLinesBetweenStages:
      typeof lines === 'number' && Number.isInteger(lines) && lines >= 0 && lines <= maxBlankLines
        ? lines
        : defaults.blankLinesBetweenStages,
  };
}

function validShellcheck(value: unknown): ShellcheckSettings {
  const { enable, path } = defaultServerSettings.shellcheck;
  const written = member(value, 'path');
  return {
    enable: booleanOr(enable, member(value, 'enable')),
    path: typeof written === 'string' && written.trim() !== '' ? written : path,
  };
}

function validInlayHints(value: unknown): InlayHintSettings {
  const { variables, stages, overrides } = defaultServerSettings.inlayHints;
  return {
    variables: booleanOr(variables, member(value, 'variables')),
    stages: booleanOr(stages, member(value, 'stages')),
    overrides: booleanOr(overrides, member(value, 'overrides')),
  };
}

function booleanOr(fallback: boolean, value: unknown): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

/** As many as package.json allows. */
const maxBlankLines = 10;

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((known) => known === value);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([name]) => name === key)?.[1] as unknown)
    : undefined;
}

function isSeverity(value: unknown): value is RuleSeverity {
  return oneOf(ruleSeverities, value) !== undefined;
}
