/** What a task makes of each item, in the order of the items; so many of them are worked on at once. */
export async function* inTurn<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const item of items) {
    begun.push(task(item));
    const [first] = begun;
    if (begun.length < atOnce || !first) continue;
    yield await first;
    void begun.shift();
  }
  for (const result of begun) yield await result;
}
