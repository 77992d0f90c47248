import { setTimeout } from 'node:timers/promises';
import { turns } from '../../server/src/lsp/turns.ts';
import { expect, test } from 'vitest';

test('what comes while something is waited for comes after it, in its order', async () => {
  const queue = turns();
  const seen: string[] = [];
  const see = (what: string) => (): void => void seen.push(what);
  const after = async (time: number, what: string): Promise<void> => {
    await setTimeout(time);
    seen.push(what);
  };
  await queue.take(see('at once'));
  expect(seen).toEqual(['at once']);
  queue.hold(after(20, 'first is read'));
  const open = queue.take(see('open'));
  queue.hold(after(0, 'second is read'));
  const change = queue.take(see('change'));
  await Promise.all([open, change]);
  expect(seen).toEqual(['at once', 'second is read', 'first is read', 'open', 'change']);
  await setTimeout(0);
  void queue.take(see('at once again'));
  expect(seen.at(-1)).toBe('at once again');
});

test('what cannot be read does not stop the rest', async () => {
  const queue = turns();
  queue.hold(Promise.reject(new Error('gone')));
  expect(await queue.take(() => 'answered')).toBe('answered');
});
