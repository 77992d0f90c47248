import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dockerfiles } from './dockerfiles.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { OutlineItem } from '../../../server/src/core/language.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

/** Calls a property with texts of all kinds and an offset in each. */
function holds(property: (text: string, offset: number) => void): void {
  const offsets = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(dockerfiles, offsets, (text, numbers) => {
      for (const number of numbers) property(text, number % (text.length + 1));
    }),
    { numRuns: 1500 },
  );
}

function expectOrder(text: string, spans: readonly Span[]): void {
  let end = 0;
  for (const span of spans) {
    expect(span.start).toBeGreaterThanOrEqual(end);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    end = span.end;
  }
  expect(end).toBeLessThanOrEqual(text.length);
}

const errors = (text: string): number =>
  dockerfile.diagnose(dockerfile.parse(text)).filter(({ severity }) => severity === 'error').length;

test('occurrences come in the order of the text and agree with each other', () => {
  holds((text, offset) => {
    const model = dockerfile.parse(text);
    const found = dockerfile.occurrences?.(model, offset) ?? [];
    expectOrder(
      text,
      found.map(({ span }) => span),
    );
    for (const { nameSpan } of dockerfile.definition?.(model, offset)?.targets ?? []) {
      expect(found.map(({ span }) => span)).toContainEqual(nameSpan);
    }
  });
});

test('a rename breaks nothing and can be undone by another', () => {
  let renames = 0;
  holds((text, offset) => {
    const model = dockerfile.parse(text);
    const place = dockerfile.prepareRename?.(model, offset);
    const result = dockerfile.rename?.(model, offset, 'fresh');
    expect(result?.kind).toBe(place?.kind === 'place' ? 'edits' : place?.kind);
    if (place?.kind !== 'place' || result?.kind !== 'edits') return;
    renames++;
    const edits = result.edits.toSorted((a, b) => a.span.start - b.span.start);
    expectOrder(
      text,
      edits.map(({ span }) => span),
    );
    const after = applyEdits(text, edits);
    expect(errors(after)).toBeLessThanOrEqual(errors(text));
    const before = edits.filter(({ span }) => span.end <= place.span.start);
    const shift = before.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
    const again = dockerfile.prepareRename?.(dockerfile.parse(after), place.span.start + shift);
    expect(again).toMatchObject({ kind: 'place', name: 'fresh' });
  });
  expect(renames).toBeGreaterThan(100);
});

test('a selection grows around its offset, up to the whole text', () => {
  holds((text, offset) => {
    const spans = dockerfile.selection?.(dockerfile.parse(text), offset) ?? [];
    expect(spans.at(-1)).toEqual({ start: 0, end: text.length });
    let inner: Span = { start: offset, end: offset };
    for (const span of spans) {
      expect(span.start <= inner.start && span.end >= inner.end).toBe(true);
      inner = span;
    }
  });
});

test('the items of the outline have names, and lie within each other', () => {
  const check = (items: readonly OutlineItem[], within: Span): void => {
    for (const { name, span, nameSpan, children } of items) {
      expect(name.trim()).not.toBe('');
      expect(span.start >= within.start && span.end <= within.end).toBe(true);
      expect(nameSpan.start >= span.start && nameSpan.end <= span.end).toBe(true);
      check(children, span);
    }
  };
  const outline = (text: string): void =>
    check(dockerfile.symbols?.(dockerfile.parse(text)) ?? [], { start: 0, end: text.length });
  holds(outline);
  outline('FROM\r\uFEFF');
});

test('folds have lines to hide, and begin at lines of their own', () => {
  holds((text) => {
    const folds = dockerfile.folding?.(dockerfile.parse(text)) ?? [];
    const lines = text.split(/\r\n|\r|\n/).length;
    for (const { start, end } of folds) expect(start < end && end < lines).toBe(true);
    expect(new Set(folds.map(({ start }) => start)).size).toBe(folds.length);
  });
});

test('links come in the order of the text', () => {
  holds((text) => {
    const found = dockerfile.links?.(dockerfile.parse(text)) ?? [];
    expectOrder(
      text,
      found.map(({ span }) => span),
    );
  });
});
