import type { Engine } from './engine.ts';

const mostBytes = 64 * 1024;

/** The last fifty lines that a container wrote; empty where the engine keeps no log. */
export async function lastLines(engine: Engine, id: string): Promise<string> {
  const left = new AbortController();
  let text = '';
  try {
    for await (const { data } of engine.logs(id, { follow: false, tail: 50, signal: left.signal })) {
      text = (text + data.toString('utf8')).slice(-mostBytes);
    }
  } catch {
    // Some log drivers cannot be read: what else is known is still worth showing.
  }
  return text;
}
