/**
 * Keeps what follows from an object, as long as there is that object. In a Dockerfile, instructions and stages outlive the
 * edits that leave them as they are: what is kept of them names no place in the file (nodes it may name: they move with
 * the text).
 */
export function perObject<Key extends object, Rest extends readonly unknown[], Value>(
  compute: (key: Key, ...rest: Rest) => Value,
): (key: Key, ...rest: Rest) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key, ...rest) => {
    let kept = known.get(key);
    if (!kept) {
      kept = { value: compute(key, ...rest) };
      known.set(key, kept);
    }
    return kept.value;
  };
}
