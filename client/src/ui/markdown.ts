import { turns } from './foreignText.ts';

/**
 * Foreign text as Markdown that shows just that text: no links, no images, no formatting. Every ASCII punctuation mark
 * is escaped, which also keeps bare addresses from becoming links.
 * Source: CommonMark 0.31, section 2.4 (backslash escapes); GFM, autolinks.
 */
export function escapeMarkdown(text: string): string {
  return shorten(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(turns, '�')
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

export type Fact = readonly [name: string, value: string | undefined];

/** A bold title and a table of facts; those without a value are left out. All of it is escaped here. */
export function factSheet(title: string, facts: readonly Fact[]): string {
  const rows = facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(value ?? '')} |`);
  const table = rows.length === 0 ? [] : ['', '| | |', '|:---|:---|', ...rows];
  return [`**${escapeMarkdown(title)}**`, ...table].join('\n');
}

/** A heading and what stands below it; nothing where that is empty. */
export function section(title: string, body: string): string {
  return body === '' ? '' : `## ${escapeMarkdown(title)}\n\n${body}\n`;
}

/** A table of texts. All of it is escaped here. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [tableRow(titles), `|${titles.map(() => ':---|').join('')}`, ...rows.map(tableRow)].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

/** Foreign text as it is, in lines. */
export function verbatim(text: string): string {
  const shown = text.replaceAll(/[^\P{Cc}\n\t]/gu, '').trimEnd();
  if (shown === '') return '';
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}

/** A label may be megabytes long. */
function shorten(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`;
}
