const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** As people sort names: `web-2` before `web-10`, without regard to case. */
export function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}
