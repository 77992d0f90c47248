const builtIn = new Set(['bridge', 'host', 'none', 'podman']);

/** Networks that every engine has and none lets go. */
export function isBuiltInNetwork(name: string): boolean {
  return builtIn.has(name);
}
