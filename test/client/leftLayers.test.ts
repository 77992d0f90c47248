// What is left of a shell before the instruction that failed, where VS Code was ended in the middle.
import { expect, test } from 'vitest';
import { lastLayerLabel, leftLayers } from '../../client/src/build/leftLayers.ts';
import { container, image } from './fixtures.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const made = (minutes: number): { labels: Record<string, string> } => ({
  labels: { [lastLayerLabel]: String(now - minutes * 60_000) },
});
const names = (
  images: readonly ReturnType<typeof image>[],
  containers: readonly ReturnType<typeof container>[],
  mine: readonly string[] = [],
): string =>
  leftLayers(images, containers, { now, mine })
    .map(({ kind, name }) => `${kind} ${name}`)
    .join(', ');

test('is removed when it is old and nobody uses it', () => {
  const old = image('slipway-last-layer:a', made(60));
  expect(names([old, image('slipway-last-layer:b', made(2)), image('mine:1')], [])).toBe('image slipway-last-layer:a');
});

test('stays while a shell is open in it', () => {
  const old = image('slipway-last-layer:a', made(60));
  const open = container('shell', { ...made(59), imageId: old.id, state: 'running' });
  expect(names([old], [open])).toBe('');
  expect(names([old], [{ ...open, state: 'created' }])).toBe('container shell, image slipway-last-layer:a');
  expect(names([old], [container('other', { imageId: old.id, state: 'exited' })])).toBe('');
});

test('goes even while it runs, where an earlier session of this window had it open', () => {
  const left = image('slipway-last-layer:a', made(1));
  const shell = container('shell', { ...made(1), image: 'slipway-last-layer:a', imageId: left.id, state: 'running' });
  expect(names([left], [shell], ['slipway-last-layer:a'])).toBe('container shell, image slipway-last-layer:a');
  expect(names([left], [shell], ['slipway-last-layer:b'])).toBe('');
});

test('a name of somebody else is not touched', () => {
  expect(names([image('app:1', made(60))], [container('web', { state: 'exited' })])).toBe('');
});
