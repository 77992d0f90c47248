import process from 'node:process';
import { allLanguages } from '../core/languages.ts';
import type { Example, RuleInfo } from '../core/lint/rule.ts';
import { render } from '../core/text/message.ts';
import type { RulesArguments } from './arguments.ts';
import { didYouMean, UsageError } from './arguments.ts';
import { exitCodes, rulePages, translationsOfCli } from './environment.ts';
import { webPage } from './located.ts';

interface KnownRule extends RuleInfo {
  readonly language: string;
}

/** Lists the rules, or explains one. Throws a `UsageError` where there is no such rule. */
export async function rules({ format, name }: RulesArguments): Promise<number> {
  const all = (await allLanguages()).flatMap(({ id, rules: ofLanguage }) =>
    ofLanguage.map((rule): KnownRule => ({ ...rule, language: id })),
  );
  const chosen = name === undefined ? all : [named(all, name)];
  if (format === 'json') process.stdout.write(`${JSON.stringify(chosen.map(facts), undefined, 2)}\n`);
  else process.stdout.write(name === undefined ? table(all) : chosen.map(explanation).join('\n'));
  return exitCodes.clean;
}

function named(all: readonly KnownRule[], name: string): KnownRule {
  const wanted = name.toLowerCase();
  const found = all.find(({ id, aliases }) => [id, ...aliases].some((known) => known.toLowerCase() === wanted));
  if (found) return found;
  const names = all.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new UsageError(`There is no rule ${name}.${didYouMean(name, names)}`);
}

function facts({ id, aliases, language, severity, profile, category, summary, why }: KnownRule): object {
  return { id, aliases, language, severity, profile, category, summary, why, url: pageOf(id, aliases) };
}

function pageOf(id: string, aliases: readonly string[]): string | undefined {
  return webPage([id, ...aliases]) ?? rulePages()(id);
}

function table(all: readonly KnownRule[]): string {
  const translate = translationsOfCli();
  const rows = all.map(({ id, severity, profile, summary, aliases }) => [
    id,
    severity,
    profile,
    render({ text: summary, args: [] }, translate) + (aliases.length > 0 ? ` (${aliases.join(', ')})` : ''),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('');
}

function explanation({
  id,
  aliases,
  severity,
  profile,
  category,
  summary,
  why,
  examples,
  language,
}: KnownRule): string {
  const names = aliases.length > 0 ? [`Also known as ${aliases.join(', ')}`] : [];
  const page = pageOf(id, aliases);
  const comment = language === 'dockercompose' ? `# dclint disable-line ${id}` : `# hadolint ignore=${id}`;
  return `${[
    id,
    render({ text: summary, args: [] }, translationsOfCli()),
    [`Severity: ${severity}`, `profile: ${profile}`, `concern: ${category}`, ...names].join(' · '),
    wrapped(why),
    ...examples.map(exampleText),
    `Turn it off: --rule ${id}=off, or ${comment} above its place.`,
    ...(page === undefined ? [] : [page]),
  ].join('\n\n')}\n`;
}

function exampleText(example: Example): string {
  if ('good' in example) return `Good:\n\n${indented(example.good)}`;
  const bad = `Bad:\n\n${indented(example.bad.replaceAll(/[«»]/g, ''))}`;
  return example.fixed === undefined ? bad : `${bad}\n\nThe fix makes of it:\n\n${indented(example.fixed)}`;
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, '    ');
}

/** Text in lines of at most 80 characters. */
function wrapped(text: string): string {
  return text.replaceAll(/(?=.{81})(.{1,80})[ ]/g, '$1\n');
}
