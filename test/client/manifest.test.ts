import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContainerInfo } from '../../client/src/engine/engine.ts';
import { containers } from '../../client/src/explorer/containers.ts';
import { images } from '../../client/src/explorer/images.ts';
import { networks } from '../../client/src/explorer/networks.ts';
import { volumes } from '../../client/src/explorer/volumes.ts';
import { container, image, network, scene, volume } from './fixtures.ts';

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  contributes: {
    menus: Record<string, readonly MenuItem[]>;
    views: Record<string, readonly { id: string }[]>;
    viewsWelcome: readonly { view: string; when: string }[];
  };
};

/** The commands that the menu of a row offers, or its buttons. */
function offered(view: string, contextValue: string, where: 'menu' | 'buttons'): string {
  const items = manifest.contributes.menus['view/item/context'] ?? [];
  const names = items
    .filter((item) => item.group.startsWith('inline') === (where === 'buttons'))
    .filter((item) => {
      const [, inView = view, pattern = ''] = /^(?:view == ([\w.]+) && )?viewItem =~ \/(.+)\/$/.exec(item.when) ?? [];
      expect(pattern, item.when).not.toBe('');
      return inView === view && new RegExp(pattern).test(contextValue);
    })
    .map((item) => item.command.split('.').at(-1));
  return names.sort((a = '', b = '') => a.localeCompare(b)).join(' ');
}

function menuOf(item: ContainerInfo): string {
  return offered('slipway.containers', containers.row(item, scene()).contextValue, 'menu');
}

const port = { containerPort: 80, hostPort: 8080, protocol: 'tcp' };

describe('the menu of a container', () => {
  test.each([
    ['that runs', container('x'), 'inspect logs remove restart shell stop'],
    ['with a web page', container('x', { ports: [port] }), 'inspect logs openInBrowser remove restart shell stop'],
    ['that is paused', container('x', { state: 'paused' }), 'inspect logs remove start stop'],
    ['that has ended', container('x', { state: 'exited', ports: [port] }), 'inspect logs remove start'],
    ['that never ran', container('x', { state: 'created' }), 'inspect logs remove start'],
    ['that restarts', container('x', { state: 'restarting' }), 'inspect logs remove restart stop'],
    ['that cannot be read', container('', { id: '' }), ''],
  ])('%s', (_what, item, commands) => {
    expect(menuOf(item)).toBe(commands);
  });

  test('of a whole project', () => {
    const row = containers.groupings['project']?.[0]?.row('shop', [container('x')], scene());
    expect(offered('slipway.containers', row?.contextValue ?? '', 'menu')).toBe('remove restart stop');
  });
});

test('what can go wrong is no button of a running container', () => {
  expect(offered('slipway.containers', 'container.running.web', 'buttons')).toBe('logs openInBrowser shell stop');
  expect(offered('slipway.containers', 'container.exited', 'buttons')).toBe('logs remove start');
});

test('images, volumes and networks offer what they can', () => {
  expect(offered('slipway.images', images.row(image('a:1'), scene()).contextValue, 'menu')).toBe('inspect remove run');
  expect(offered('slipway.images', images.row(image('a:1', { tags: [] }), scene()).contextValue, 'menu')).toBe(
    'inspect remove run',
  );
  expect(offered('slipway.volumes', volumes.row(volume('v'), scene()).contextValue, 'menu')).toBe('inspect remove');
  expect(offered('slipway.networks', networks.row(network('shop'), scene()).contextValue, 'menu')).toBe(
    'inspect remove',
  );
  expect(offered('slipway.networks', networks.row(network('host'), scene()).contextValue, 'menu')).toBe('inspect');
});

test('every state of the connection has a welcome text in every view', () => {
  const failures = ['not-found', 'not-running', 'permission-denied', 'incompatible', 'unreachable', 'misconfigured'];
  for (const { id } of manifest.contributes.views['slipway'] ?? []) {
    for (const state of [...failures, 'connecting', 'connected', '']) {
      const shown = manifest.contributes.viewsWelcome.filter(({ view, when }) => view === id && holds(when, state));
      expect(shown, `${id} in state "${state}"`).toHaveLength(1);
    }
  }
});

/** Evaluates the few forms of `when` that the welcome texts use, `||` weaker than `&&`. */
function holds(when: string, state: string): boolean {
  const atom = (text: string): boolean => {
    const [, operator, value] = /^slipway\.engineState (==|!=) ([\w-]+)$/.exec(text) ?? [];
    if (operator === '==') return state === value;
    if (operator === '!=') return state !== value;
    if (text === 'slipway.engineState') return state !== '';
    if (text === '!slipway.engineState') return state === '';
    throw new Error(`unknown condition: ${text}`);
  };
  return when.split(' || ').some((part) => part.split(' && ').every(atom));
}
