/**
 * Keeps what follows from a node of a Dockerfile: an instruction, or a stage with those that it builds on. It names no
 * place in the file (nodes it may name: they move with the text). Then it is worked out once, as long as edits leave the
 * node as it is.
 */
export function perNode<Node extends object, Rest extends readonly unknown[], Value>(
  compute: (node: Node, ...rest: Rest) => Value,
): (node: Node, ...rest: Rest) => Value {
  const known = new WeakMap<Node, { readonly value: Value }>();
  return (node, ...rest) => {
    let kept = known.get(node);
    if (!kept) {
      kept = { value: compute(node, ...rest) };
      known.set(node, kept);
    }
    return kept.value;
  };
}
