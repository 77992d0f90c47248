import { pageOfTool } from '../core/dockerfile/lint/rulePages.ts';
import type { Fix, Severity } from '../core/lint/rule.ts';
import { lineIndex } from '../core/text/lineIndex.ts';
import { render, type Translate } from '../core/text/message.ts';
import type { Span } from '../core/text/span.ts';
import type { TextEdit } from '../core/text/textEdit.ts';
import type { Checked } from './check.ts';

/** A place in a file, as people and editors count: from 1, in UTF-16 units. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as reports write it. */
export interface Located extends Region {
  readonly file: string;
  readonly severity: Severity;
  readonly code: string;
  readonly aliases: readonly string[];
  readonly message: string;
  readonly span: Span;
  /** A page about the rule. */
  readonly url: string | undefined;
  readonly isRule: boolean;
  readonly fixes: readonly LocatedFix[];
  /** The lines that it stands in, as they were checked. */
  readonly source: string;
}

export interface LocatedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly (TextEdit & Region)[];
}

/** What makes findings readable. */
export interface Reader {
  readonly translate: Translate;
  /** The page of a rule that comes with Slipway. */
  readonly rulePage: (id: string) => string | undefined;
}

/** The findings in a file, with lines and columns, in words. */
export function located(
  file: string,
  { text, findings }: Checked,
  { translate, rulePage }: Reader,
): readonly Located[] {
  const lines = lineIndex(text);
  const regionOf = ({ start, end }: Span): Region => {
    const from = lines.positionAt(start);
    const to = lines.positionAt(end);
    return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
  };
  const fixOf = ({ title, edits, preferred }: Fix): LocatedFix => ({
    title: render(title, translate),
    preferred: preferred ?? false,
    edits: edits.map((edit) => ({ ...edit, ...regionOf(edit.span) })),
  });
  return findings.map(({ severity, code, aliases, isRule, href, span, message, fixes = [] }) => {
    const region = regionOf(span);
    return {
      file,
      ...region,
      severity,
      code,
      aliases,
      message: render(message, translate),
      span,
      url: href ?? webPage([code, ...aliases]) ?? (isRule ? rulePage(code) : undefined),
      isRule,
      fixes: fixes.map(fixOf),
      source: text.slice(lines.lineStart(region.line - 1), lines.lineEnd(region.endLine - 1)),
    };
  });
}

/** A page that everybody can open, who may not have the files of Slipway. */
export function webPage(names: readonly string[]): string | undefined {
  for (const name of names) {
    const page = pageOfTool(name);
    if (page !== undefined) return page;
  }
  return undefined;
}
