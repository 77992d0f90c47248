import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Translate } from '../core/text/message.ts';

/** The bundles of texts, one for each part that has texts of its own. */
const bundleNames = ['server', 'dockerfile', 'compose'] as const;

/** Reads the translations for a display language; English where the language has none. */
export function translationsIn(folder: string, locale: string): Translate {
  const language = bundleLanguage(locale);
  if (!language) return (template) => template;
  const texts = new Map(bundleNames.flatMap((name) => Object.entries(readBundle(folder, `${name}.l10n.${language}`))));
  return (template) => texts.get(template) ?? template;
}

/** `zh-CN`, `zh_CN.UTF-8` and `zh-Hans` are all written in Simplified Chinese; `zh-TW` and `zh-Hant` are not. */
function bundleLanguage(locale: string): string | undefined {
  return /^zh(?!.*(?:tw|hk|mo|hant))/i.test(locale) ? 'zh-cn' : undefined;
}

function readBundle(folder: string, name: string): Readonly<Record<string, string>> {
  try {
    const bundle: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    return isBundle(bundle) ? bundle : {};
  } catch {
    return {};
  }
}

function isBundle(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
