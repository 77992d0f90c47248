import { parseEnv } from '../dotenv/parse.ts';
import { envValues } from '../dotenv/values.ts';
import type { Workspace } from '../workspace.ts';

/** The variables that the `.env` beside a file sets, with their values. */
export async function environmentFile(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const text = (await workspace.readFile('.env')) ?? '';
  const { values } = envValues(parseEnv(text), (name) => workspace.disk?.environment.get(name));
  return new Map([...values].map(([name, { value }]) => [name, value]));
}
