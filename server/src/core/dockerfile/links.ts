import { imagePage } from '../image/pages.ts';
import { parseReference } from '../image/reference.ts';
import type { Link } from '../language.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel, StageReference } from './model.ts';
import type { Directive, Instruction, ListItem } from './parse/ast.ts';

/** The links of the file: images to the pages of their registries, and the addresses that ADD downloads. */
export function links(model: DockerfileModel): readonly Link[] {
  const { directives, instructions } = model.tree;
  return [
    ...directives.flatMap(frontendLink),
    ...model.references().flatMap(referenceLink),
    ...instructions.flatMap(downloadLinks),
  ].sort((a, b) => a.span.start - b.span.start);
}

function frontendLink({ name, value, valueSpan }: Directive): readonly Link[] {
  const [image = ''] = value.split(' ', 1);
  return name === 'syntax' ? imageLink(image, { start: valueSpan.start, end: valueSpan.start + image.length }) : [];
}

/** A number means a stage, even one that the file does not have. */
function referenceLink({ name, span, target }: StageReference): readonly Link[] {
  return target || name === 'scratch' || /^[+-]?\d+$/.test(name) ? [] : imageLink(name, span);
}

function imageLink(written: string, span: Span): readonly Link[] {
  const image = withoutVariableTag(written);
  const parsed = image === undefined ? undefined : parseReference(image);
  const href = parsed?.kind === 'reference' ? imagePage(parsed.reference) : undefined;
  return image === undefined || href === undefined
    ? []
    : [{ span, href, tooltip: message('Open the page of the image {0}', image) }];
}

/** The page of an image is the same for all of its tags, so a tag may be a variable; nothing else may. */
function withoutVariableTag(written: string): string | undefined {
  const dollar = written.indexOf('$');
  if (dollar < 0) return written;
  const [name] = /^[^$]+(?=:[^/:$]*$)/.exec(written.slice(0, dollar)) ?? [];
  return written.includes('/', dollar) ? undefined : name;
}

function downloadLinks(instruction: Instruction): readonly Link[] {
  const inner = instruction.kind === 'onbuild' ? instruction.trigger : instruction;
  if (inner?.kind !== 'add') return [];
  return inner.items.slice(0, -1).flatMap(downloadLink);
}

function downloadLink({ value, span, word }: ListItem): readonly Link[] {
  const inside = word ? span : { start: span.start + 1, end: span.end - 1 };
  const isWritten = inside.end - inside.start === value.length;
  return isWritten && /^https?:\/\/[^\s$"'\\<>]+$/.test(value) ? [{ span: inside, href: value }] : [];
}
