import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContainerInfo } from '../../client/src/engine/engine.ts';
import { containers } from '../../client/src/explorer/containers.ts';
import { images } from '../../client/src/explorer/images.ts';
import { networks } from '../../client/src/explorer/networks.ts';
import { volumes } from '../../client/src/explorer/volumes.ts';
import { container, image, network, scene, volume } from './fixtures.ts';

interface MenuItem {
  /** Of an entry that is a command. */
  readonly command?: string;
  /** Of an entry that opens another menu. */
  readonly submenu?: string;
  readonly when?: string;
  readonly group: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  contributes: {
    menus: Record<string, readonly MenuItem[]>;
    views: Record<string, readonly { id: string; when?: string }[]>;
    viewsWelcome: readonly { view: string; when: string }[];
    commands: readonly { command: string }[];
    walkthroughs: readonly {
      steps: readonly { description: string; media: { image: string }; completionEvents: readonly string[] }[];
    }[];
  };
};

/** The commands that the menu of a row offers, those of its submenus too, or its buttons. */
function offered(view: string, contextValue: string, where: 'menu' | 'buttons'): string {
  const items = manifest.contributes.menus['view/item/context'] ?? [];
  const names = items
    .filter((item) => item.group.startsWith('inline') === (where === 'buttons'))
    .filter((item) => applies(item, view, contextValue))
    .flatMap(withSubmenus)
    .filter((item) => item.when === undefined || applies(item, view, contextValue))
    .map((item) => item.command?.split('.').at(-1));
  return names.sort((a = '', b = '') => a.localeCompare(b)).join(' ');
}

/** An entry, or all that the menus behind it have, however deep. */
function withSubmenus(item: MenuItem): readonly MenuItem[] {
  return item.submenu === undefined ? [item] : (manifest.contributes.menus[item.submenu] ?? []).flatMap(withSubmenus);
}

test('no menu is so long that nobody reads it', () => {
  const { menus } = manifest.contributes;
  const own = Object.entries(menus).filter(([id]) => id.startsWith('slipway.'));
  for (const [id, items] of own) expect(items.length, id).toBeLessThanOrEqual(17);
});

function applies({ when = '' }: MenuItem, view: string, contextValue: string): boolean {
  const [, inView = view, pattern = ''] = /^(?:view == ([\w.]+) && )?viewItem =~ \/(.+)\/$/.exec(when) ?? [];
  expect(pattern, when).not.toBe('');
  return inView === view && new RegExp(pattern).test(contextValue);
}

function menuOf(item: ContainerInfo): string {
  return offered('slipway.containers', containers.row(item, scene()).contextValue, 'menu');
}

const port = { containerPort: 80, hostPort: 8080, protocol: 'tcp' };

describe('the menu of a container', () => {
  const created =
    'commit copyFrom copyId copyName copyRunCommand copyTo export files inspect logs logsInTerminal remove rename update';
  const always = `${created} diff`;
  const active = `${created} kill stop wait`;
  const running = `${active} diff attach exec stats pause restart shell top`;

  test.each([
    ['that runs', container('x'), running],
    ['with a web page', container('x', { ports: [port] }), `${running} openInBrowser ports`],
    ['that is paused', container('x', { state: 'paused' }), `${active} diff stats top unpause`],
    ['that has ended', container('x', { state: 'exited', ports: [port] }), `${always} exitReason start`],
    ['that never ran', container('x', { state: 'created' }), `${created} start`],
    ['that restarts', container('x', { state: 'restarting' }), `${active} exitReason restart`],
    ['that cannot be read', container('', { id: '' }), ''],
  ])('%s', (_what, item, commands) => {
    expect(menuOf(item)).toBe(sorted(commands));
  });

  test.each([
    ['that runs', [container('x')], 'logs pause remove restart stats stop'],
    ['that has ended', [container('x', { state: 'exited' })], 'logs remove start'],
    [
      'of which a part runs',
      [container('x'), container('y', { state: 'exited' }), container('z', { state: 'paused' })],
      'logs pause remove restart start stats stop unpause',
    ],
  ])('of a whole project %s', (_what, members, commands) => {
    const row = containers.groupings['project']?.[0]?.row('shop', members, scene());
    expect(offered('slipway.containers', row?.contextValue ?? '', 'menu')).toBe(sorted(`${commands} ${compose}`));
  });

  // What Compose does with the project as a whole, by the files that it was started from.
  const compose =
    'up down upWith upBuild upAttached recreate watch start stop restart pause unpause kill scale build pull push logs port exec run ps top images config version remove downImages downVolumes downAll';
});

function sorted(names: string): string {
  return names
    .split(' ')
    .sort((a, b) => a.localeCompare(b))
    .join(' ');
}

test('what can go wrong is no button of a running container', () => {
  expect(offered('slipway.containers', 'container.running.web', 'buttons')).toBe('logs openInBrowser shell stop');
  expect(offered('slipway.containers', 'container.exited', 'buttons')).toBe('logs remove start');
});

test('a container below its image, volume or network offers what it offers everywhere', () => {
  const everywhere = offered('slipway.containers', 'container.running', 'menu');
  for (const view of ['slipway.images', 'slipway.volumes', 'slipway.networks']) {
    expect(offered(view, 'container.running', 'menu')).toBe(everywhere);
  }
});

test('images, volumes and networks offer what they can', () => {
  const ofImages = 'configure copyDigest copyReference files history inspect layers remove run runInteractive save tag';
  expect(offered('slipway.images', images.row(image('a:1'), scene()).contextValue, 'menu')).toBe(
    sorted(`${ofImages} pull push untag`),
  );
  expect(offered('slipway.images', images.row(image('a:1', { tags: [] }), scene()).contextValue, 'menu')).toBe(
    ofImages,
  );
  expect(offered('slipway.volumes', volumes.row(volume('v'), scene()).contextValue, 'menu')).toBe(
    'clone export files import inspect remove',
  );
  expect(offered('slipway.networks', networks.row(network('shop'), scene()).contextValue, 'menu')).toBe(
    'connect disconnect inspect remove',
  );
  expect(offered('slipway.networks', networks.row(network('bridge'), scene()).contextValue, 'menu')).toBe(
    'connect disconnect inspect',
  );
});

test('every step of the walkthrough has a picture, and leads to commands that there are', () => {
  const { walkthroughs, commands, views } = manifest.contributes;
  const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  expect(steps.length).toBeGreaterThan(4);
  const known = new Set([
    ...commands.map(({ command }) => command),
    ...Object.values(views).flatMap((list) => list.map(({ id }) => `${id}.focus`)),
  ]);
  for (const { description, media, completionEvents } of steps) {
    expect(existsSync(new URL(`../../${media.image}`, import.meta.url)), media.image).toBe(true);
    const named = completionEvents.flatMap((event) => (/^onCommand:(.+)/.exec(event) ?? []).slice(1));
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      const text = texts(file)[description.slice(1, -1)] ?? '';
      const linked = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command);
      expect(linked.length, description).toBeGreaterThan(0);
      for (const command of [...linked, ...named]) expect([...known], description).toContain(command);
    }
  }
});

function texts(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')) as Record<string, string>;
}

test('every state of the connection has a welcome text in every view', () => {
  const failures = ['not-found', 'not-running', 'permission-denied', 'incompatible', 'unreachable', 'misconfigured'];
  // A view with a condition is there only when it has something to show.
  const always = (manifest.contributes.views['slipway'] ?? []).filter(({ when }) => when === undefined);
  for (const { id } of always) {
    for (const state of [...failures, 'connecting', 'connected', '']) {
      for (const known of [[], ['slipway.scaffold.offered']]) {
        const shown = manifest.contributes.viewsWelcome.filter(
          ({ view, when }) => view === id && holds(when, state, known),
        );
        expect(shown, `${id} in state "${state}"`).toHaveLength(1);
      }
    }
  }
});

/** Evaluates the few forms of `when` that the welcome texts use, `||` weaker than `&&`. */
function holds(when: string, state: string, known: readonly string[]): boolean {
  const atom = (text: string): boolean => {
    const [, operator, value] = /^slipway\.engineState (==|!=) ([\w-]+)$/.exec(text) ?? [];
    if (operator === '==') return state === value;
    if (operator === '!=') return state !== value;
    if (text === 'slipway.scaffold.offered') return known.includes(text);
    if (text === '!slipway.scaffold.offered') return !known.includes(text.slice(1));
    if (text === 'slipway.engineState') return state !== '';
    if (text === '!slipway.engineState') return state === '';
    throw new Error(`unknown condition: ${text}`);
  };
  return when.split(' || ').some((part) => part.split(' && ').every(atom));
}
