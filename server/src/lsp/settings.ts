import {
  defaultServerSettings,
  ruleSeverities,
  type RuleSeverity,
  type ServerSettings,
  settingsSection,
} from '../../../protocol/settings.ts';

/** The settings of each document: asked of the client once, until they change. */
export interface Settings {
  of(uri: string): Promise<ServerSettings>;
  /** Forgets what is known. `fallback` holds for clients that cannot be asked. */
  reset(fallback?: unknown): void;
  forget(uri: string): void;
}

/** Asks the client for one section of the configuration of one document. */
export type AskConfiguration = (uri: string, section: string) => Promise<unknown>;

export function settingsOf(ask: AskConfiguration | undefined, initial: unknown): Settings {
  let fallback = validSettings(initial);
  const known = new Map<string, Promise<ServerSettings>>();
  const read = async (uri: string): Promise<ServerSettings> =>
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
function validSettings(value: unknown): ServerSettings {
  const rules = member(member(value, 'lint'), 'rules');
  if (typeof rules !== 'object' || rules === null) return defaultServerSettings;
  const entries = Object.entries(rules).filter((entry): entry is [string, RuleSeverity] => isSeverity(entry[1]));
  return { lint: { rules: Object.fromEntries(entries) } };
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([name]) => name === key)?.[1] as unknown)
    : undefined;
}

function isSeverity(value: unknown): value is RuleSeverity {
  return ruleSeverities.some((severity) => severity === value);
}
