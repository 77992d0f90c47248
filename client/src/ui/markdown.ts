/**
 * Foreign text as Markdown that shows just that text: no links, no images, no formatting. Every ASCII punctuation mark
 * is escaped, which also keeps bare addresses from becoming links.
 * Source: CommonMark 0.31, section 2.4 (backslash escapes); GFM, autolinks.
 */
function escapeMarkdown(text: string): string {
  return shorten(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
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

/** A label may be megabytes long. */
function shorten(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`;
}
