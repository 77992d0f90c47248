/** The order of names: as people sort them, numbers by their size. */
export function alphabetical(a: string, b: string): number {
  return collator.compare(a, b);
}

const collator = new Intl.Collator('en', { numeric: true });
