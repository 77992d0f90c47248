import { countWhile } from '../../text/countWhile.ts';
import type { Span } from '../../text/span.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { YamlFile } from '../yaml/yamlFile.ts';

/** A text with its broken parts made comments, so that the rest can be read. No character moves. */
export interface Masked {
  readonly text: string;
  /** The broken parts, by whole lines. */
  readonly broken: readonly Span[];
  /** The sections of the file that have one: what stands beside it must not move. */
  readonly sections: readonly Span[];
}

/** Takes the services, or whole sections, out of a text that are no YAML; undefined where that does not mend it. */
export function maskBroken(text: string): Masked | undefined {
  const broken: Span[] = [];
  const sections: Span[] = [];
  let masked = text;
  for (let tries = 0; tries < maxTries; tries++) {
    const yaml = parseYaml(masked);
    if (yaml.errors.length === 0) return { text: masked, broken, sections };
    const parts = brokenParts(masked, yaml);
    if (parts.length === 0) return undefined;
    for (const { part, section } of parts) {
      masked = masked.slice(0, part.start) + asComments(masked.slice(part.start, part.end)) + masked.slice(part.end);
      broken.push(part);
      sections.push(section);
    }
  }
  return undefined;
}

/** Each try reads the whole text. */
const maxTries = 5;

function asComments(lines: string): string {
  return lines.replace(/[^\r\n]+/g, (line) => '#'.repeat(line.length));
}

interface Part {
  readonly part: Span;
  readonly section: Span;
}

function brokenParts(text: string, yaml: YamlFile): readonly Part[] {
  const places = yaml.errors.map(({ span }) => {
    const open = nodesAt(yaml, span.start).find(
      (node) => (node.kind === 'scalar' && node.style === 'quoted') || (node.kind !== 'scalar' && isFlow(text, node)),
    );
    // What is open swallows what stands behind it: the error is said where that ends.
    return open?.span.start ?? span.start;
  });
  const found = new Map<number, Part>();
  const sections = blocksIn(text, { start: 0, end: text.length });
  const inside = new Map<Span, readonly Span[]>();
  for (const place of places) {
    const section = blockAt(sections, Math.min(place, text.length - 1));
    if (!section) continue;
    const header = text.indexOf('\n', section.start) + 1;
    const isInner = header > 0 && place >= header && header < section.end;
    const blocks = inside.get(section) ?? (isInner ? blocksIn(text, { start: header, end: section.end }) : []);
    if (isInner) inside.set(section, blocks);
    const part = (isInner ? blockAt(blocks, place) : undefined) ?? section;
    if (/[^#\s]/.test(text.slice(part.start, part.end))) found.set(part.start, { part, section });
  }
  return [...found.values()];
}

function isFlow(text: string, { span }: { readonly span: Span }): boolean {
  return /[[{]/.test(text.charAt(span.start));
}

/** The blocks of a range: each goes from a line that is indented as little as any there to the next such line. */
function blocksIn(text: string, range: Span): readonly Span[] {
  const heads = [...text.slice(range.start, range.end).matchAll(/^([ \t]*)(?![ \t#\r\n]|$)/gm)].map((match) => ({
    start: range.start + match.index,
    indent: match[1]?.length ?? 0,
  }));
  const least = heads.reduce((indent, head) => Math.min(indent, head.indent), Infinity);
  const outer = heads.filter(({ indent }) => indent === least);
  return outer.map(({ start }, index) => ({ start, end: outer[index + 1]?.start ?? range.end }));
}

/** The block that holds a place; the first where it stands before all. */
function blockAt(blocks: readonly Span[], place: number): Span | undefined {
  return blocks[Math.max(0, countWhile(blocks.length, (index) => (blocks[index]?.start ?? 0) <= place) - 1)];
}
