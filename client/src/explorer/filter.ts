/** Whether a text holds each word that was typed, in any order and without regard to case. */
export function matchesFilter(text: string, filter: string): boolean {
  const lower = text.toLowerCase();
  return filterWords(filter).every((word) => lower.includes(word));
}

/** The words of a filter; none where it lets everything through. */
export function filterWords(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
