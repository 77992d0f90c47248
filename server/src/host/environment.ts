/** The environment variables that are set. */
export function environmentOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  return new Map(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
