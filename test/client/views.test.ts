import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContainerInfo, ImageInfo } from '../../client/src/engine/engine.ts';
import { choiceWord } from '../../client/src/explorer/choiceWords.ts';
import { containers } from '../../client/src/explorer/containers.ts';
import { engineRow } from '../../client/src/explorer/engineRow.ts';
import { images } from '../../client/src/explorer/images.ts';
import { networks } from '../../client/src/explorer/networks.ts';
import type { TreeNode } from '../../client/src/explorer/treeNodes.ts';
import { badgeOf, viewMessage } from '../../client/src/explorer/viewMessage.ts';
import { ViewState } from '../../client/src/explorer/viewState.ts';
import { volumes } from '../../client/src/explorer/volumes.ts';
import { container, english, image, member, network, treeOn, volume } from './fixtures.ts';

function byId<T extends { readonly id: string }>(...items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

const web = member('shop', 'web', { networks: ['front', 'back'] });
const db = member('shop', 'db', { state: 'exited', exitCode: 0, image: 'postgres:18', networks: ['back'] });
const alone = container('alone', { state: 'paused', labels: { team: 'red' }, created: 5 });

const grouped = (groupBy: string, more: object = {}): string => {
  const view = treeOn(containers, byId(web, db, alone));
  view.choose({ groupBy, description: [], ...more });
  return view.drawn();
};

describe('containers grouped', () => {
  test.each([
    ['none', {}, ['alone | ', 'shop-db-1 | ', 'shop-web-1 | ']],
    ['project', {}, ['shop | 1/2 running', '  db | ', '  web | ', 'alone | ']],
    [
      'service',
      {},
      ['shop | 1/2 running', '  db | 0/1 running', '    db | ', '  web | 1/1 running', '    web | ', 'alone | '],
    ],
    [
      'image',
      {},
      [
        'nginx:latest | 1/2 running · 1 paused',
        '  alone | ',
        '  shop-web-1 | ',
        'postgres:18 | 0/1 running',
        '  shop-db-1 | ',
      ],
    ],
    [
      'state',
      {},
      [
        'running | 1/1 running',
        '  shop-web-1 | ',
        'paused | 0/1 running · 1 paused',
        '  alone | ',
        'exited | 0/1 running',
        '  shop-db-1 | ',
      ],
    ],
    [
      'network',
      {},
      [
        'back | 1/2 running',
        '  shop-db-1 | ',
        '  shop-web-1 | ',
        'bridge | 0/1 running · 1 paused',
        '  alone | ',
        'front | 1/1 running',
        '  shop-web-1 | ',
      ],
    ],
    [
      'label',
      { groupByLabel: 'team' },
      ['red | 0/1 running · 1 paused', '  alone | ', 'shop-db-1 | ', 'shop-web-1 | '],
    ],
    ['nonsense', {}, ['alone | ', 'shop-db-1 | ', 'shop-web-1 | ']],
  ])('by %s', (groupBy, more, lines) => {
    expect(grouped(groupBy, more)).toBe(lines.join('\n'));
  });

  test('a container in two networks is two rows, and both are drawn again when it changes', () => {
    const known = byId(web, db);
    const view = treeOn(containers, known);
    view.choose({ groupBy: 'network' });
    const { tree } = view;
    const rows = tree.roots().flatMap((group) => tree.children(group).filter((row) => isRef(row, web.id)));
    known.set(web.id, { ...web, health: 'unhealthy' });
    const redraw = tree.redraw({ kind: 'container', id: web.id, what: 'changed' });
    expect(rows).toHaveLength(2);
    expect(typeof redraw === 'object' && redraw.nodes).toEqual(expect.arrayContaining(rows));
  });

  test('one that changes its group draws the groups anew', () => {
    const known = byId(web, db, alone);
    const view = treeOn(containers, known);
    view.choose({ groupBy: 'state', description: [] });
    view.drawn();
    known.set(db.id, { ...db, state: 'running' });
    expect(view.tree.redraw({ kind: 'container', id: db.id, what: 'changed' })).toBe('all');
    expect(view.drawn()).toContain('running | 2/2 running\n  shop-db-1 | \n  shop-web-1 | ');
    expect(view.drawn()).not.toContain('exited');
  });

  test('moving from one group to another that is there redraws these two alone', () => {
    const other = container('other', { state: 'exited' });
    const known = byId(web, db, other);
    const view = treeOn(containers, known);
    view.choose({ groupBy: 'state' });
    const { tree } = view;
    const [running, exited] = tree.roots();
    known.set(db.id, { ...db, state: 'running' });
    const redraw = tree.redraw({ kind: 'container', id: db.id, what: 'changed' });
    expect(typeof redraw === 'object' && new Set(redraw.nodes)).toEqual(new Set([running, exited]));
  });
});

function isRef(node: TreeNode, id: string): boolean {
  return node.type !== 'group' && node.ref.id === id;
}

const rowOf = (...members: readonly ContainerInfo[]) =>
  containers.groupings['project']?.[0]?.row('shop', members, { l10n: english, locale: 'en', now: 0, containers: [] });

describe('the row of a group', () => {
  test('tells the state of its members in words, in colour and to the menus', () => {
    const failed = member('shop', 'job', { state: 'exited', exitCode: 2 });
    const paused = member('shop', 'cache', { state: 'paused' });
    expect(rowOf(web, failed, paused)).toMatchObject({
      description: '1/3 running · 1 paused · 1 failed',
      contextValue: 'containers.project.some-running.some-paused.some-stopped',
      spoken: 'Compose project shop, 1 of 3 containers running, 1 paused, 1 failed',
      icon: { color: 'testing.iconFailed' },
    });
    expect(rowOf(web)?.icon.color).toBe('testing.iconPassed');
    expect(rowOf(web, db)?.icon.color).toBe('charts.yellow');
    expect(rowOf(db)?.icon.color).toBe('disabledForeground');
    expect(rowOf({ ...web, health: 'unhealthy' })?.icon.color).toBe('testing.iconFailed');
  });
});

const list = (sortBy: string): string => {
  const old = container('a', { created: 1, state: 'exited', image: 'z' });
  const young = container('b', { created: 2, image: 'y' });
  const view = treeOn(containers, byId(old, young));
  view.choose({ sortBy, description: [] });
  return view.drawn().replaceAll(/ \| |\n/g, '');
};

describe('sorting', () => {
  test.each([
    ['name', 'ab'],
    ['created', 'ba'],
    ['state', 'ba'],
    ['image', 'ba'],
  ])('by %s', (sortBy, names) => expect(list(sortBy)).toBe(names));

  test('a container whose place in the order changes moves there', () => {
    const known = byId(container('a'), container('b'));
    const view = treeOn(containers, known);
    view.choose({ sortBy: 'name', description: [] });
    view.drawn();
    const [first] = known.values();
    if (first) known.set(first.id, { ...first, name: 'c' });
    expect(view.tree.redraw({ kind: 'container', id: first?.id ?? '', what: 'changed' })).toBe('all');
    expect(view.drawn()).toBe('b | \nc | ');
  });
});

describe('what a row shows is chosen', () => {
  test('label and description', () => {
    const view = treeOn(containers, byId(web));
    view.choose({ label: 'image', description: ['state', 'networks', 'id', 'nonsense'] });
    expect(view.drawn()).toBe(`shop | 1/1 running\n  nginx:latest | running · front, back · ${web.id.slice(0, 12)}`);
  });

  test('a row is never without a name', () => {
    const view = treeOn(containers, byId(alone));
    view.choose({ label: 'project', description: [] });
    expect(view.drawn()).toBe('alone | ');
  });

  test('the same settings work for every view', () => {
    for (const view of [containers, images, volumes, networks]) {
      expect(Object.keys(view.groupings)).toContain(view.defaults.groupBy);
      expect(Object.keys(view.orders)).toContain(view.defaults.sortBy);
      expect(Object.keys(view.properties)).toEqual(
        expect.arrayContaining([view.defaults.label, ...view.defaults.description]),
      );
      for (const names of [view.groupings, view.orders, view.properties, view.hides]) {
        for (const name of Object.keys(names)) expect(choiceWord(name, english)).not.toBe(name);
      }
    }
  });
});

describe('hiding and searching', () => {
  test('stopped containers', () => {
    const view = treeOn(containers, byId(web, db, alone));
    view.choose({ hide: ['stopped'], description: [] });
    expect(view.drawn()).toBe('shop | 1/1 running\n  web | \nalone | ');
    expect(view.tree.counts()).toEqual({ shown: 2, all: 3 });
  });

  test('a hidden one that starts comes into view, and one that stops goes', () => {
    const known = byId(web, db);
    const view = treeOn(containers, known);
    view.choose({ hide: ['stopped'], description: [] });
    view.drawn();
    known.set(db.id, { ...db, state: 'running' });
    expect(view.tree.redraw({ kind: 'container', id: db.id, what: 'changed' })).not.toBe('nothing');
    expect(view.drawn()).toBe('shop | 2/2 running\n  db | \n  web | ');
    known.set(db.id, db);
    view.tree.redraw({ kind: 'container', id: db.id, what: 'changed' });
    expect(view.drawn()).toBe('shop | 1/1 running\n  web | ');
    known.set(db.id, { ...db, created: 9 });
    expect(view.tree.redraw({ kind: 'container', id: db.id, what: 'changed' })).toBe('nothing');
  });

  test.each([
    ['WEB', 'shop-web-1'],
    ['postgres', 'shop-db-1'],
    ['shop exited', 'shop-db-1'],
    ['front', 'shop-web-1'],
    [alone.id.slice(0, 8), 'alone'],
    ['paused', 'alone'],
    ['nothing like it', ''],
  ])('by “%s”', (filter, names) => {
    const view = treeOn(containers, byId(web, db, alone));
    view.choose({ groupBy: 'none', description: [] }, filter);
    expect(view.drawn().replaceAll(' | ', '')).toBe(names);
  });

  test('says what is searched for and that all is hidden', () => {
    expect(viewMessage([{ shown: 1, all: 3 }], ' web ', english)).toBe('Search “web”: 1 of 3 are shown.');
    expect(viewMessage([{ shown: 0, all: 3 }], '', english)).toBe('All 3 are hidden by the settings of this view.');
    expect(viewMessage([{ shown: 2, all: 3 }], '  ', english)).toBeUndefined();
    expect(viewMessage([{ shown: 0, all: 0 }], '', english)).toBeUndefined();
  });

  test('typing is heard at once, and not when nothing changes', () => {
    const state = new ViewState(containers, (_name, standard) => standard);
    let told = 0;
    state.onChange(() => (told += 1));
    state.filter = 'a';
    state.filter = 'a';
    state.filter = '';
    expect(told).toBe(2);
  });

  test('settings of the wrong type count as not set', () => {
    const wrong: Record<string, unknown> = { groupBy: 5, description: 'image', hide: ['stopped', 7] };
    const state = new ViewState(containers, <T>(name: string, standard: T) => (wrong[name] ?? standard) as T);
    expect(state.choices).toEqual({ ...containers.defaults, hide: ['stopped'] });
  });
});

describe('images', () => {
  const two = image('registry.example.com/team/app:1', {
    tags: ['registry.example.com/team/app:1', 'registry.example.com/team/app:latest', 'app:dev'],
    size: 2000,
  });
  const plain = image('nginx:1.29', { created: 9 });
  const dangling: ImageInfo = { ...image('x'), tags: [] };
  const shown = (choices: object, users = byId<ContainerInfo>()): string => {
    const view = treeOn(images, byId(two, plain, dangling), users);
    view.choose({ description: ['tags'], ...choices });
    return view.drawn();
  };

  test('by repository: an image stands in each of its own, with the tags of that one', () => {
    expect(shown({ groupBy: 'repository' })).toBe(
      [
        'app | 1 images · 2 kB',
        '  dev | ',
        'nginx | 1 images · 1 kB',
        '  1.29 | ',
        'registry.example.com/team/app | 1 images · 2 kB',
        '  1 | latest',
        `${dangling.id.slice(7, 19)} | `,
      ].join('\n'),
    );
  });

  test('by registry', () => {
    expect(shown({ groupBy: 'registry', description: [] })).toBe(
      [
        'docker.io | 2 images · 3 kB',
        '  app | 1 images · 2 kB',
        '    dev | ',
        '  nginx | 1 images · 1 kB',
        '    1.29 | ',
        'registry.example.com | 1 images · 2 kB',
        '  registry.example.com/team/app | 1 images · 2 kB',
        '    1 | ',
        `${dangling.id.slice(7, 19)} | `,
      ].join('\n'),
    );
  });

  test('untagged, used and unused ones can be hidden', () => {
    const user = container('web', { imageId: plain.id });
    expect(shown({ hide: ['dangling'] }, byId(user))).not.toContain(dangling.id.slice(7, 19));
    expect(shown({ hide: ['unused'] }, byId(user))).toBe('nginx:1.29 | \n  <web>');
    expect(shown({ hide: ['used'] }, byId(user))).not.toContain('nginx');
  });

  test('has its containers below it, and changes alone when one comes, changes or goes', () => {
    const users = byId<ContainerInfo>();
    const view = treeOn(images, byId(two, plain), users);
    view.drawn();
    const user = container('web', { imageId: plain.id });
    const node = view.tree.roots().find((root) => isRef(root, plain.id));
    const only = { nodes: [node] };
    users.set(user.id, user);
    expect(view.tree.redraw({ kind: 'container', id: user.id, what: 'added' })).toEqual(only);
    expect(view.drawn()).toContain('<web>');
    users.set(user.id, { ...user, state: 'exited' });
    expect(view.tree.redraw({ kind: 'container', id: user.id, what: 'changed' })).toEqual(only);
    users.delete(user.id);
    expect(view.tree.redraw({ kind: 'container', id: user.id, what: 'removed' })).toEqual(only);
    expect(view.drawn()).not.toContain('<web>');
  });
});

test('a volume and a network have the containers that use them below', () => {
  const mounts = [{ type: 'volume', source: 'data', destination: '/data' }];
  const users = byId(container('db', { mounts, networks: ['back'] }));
  expect(treeOn(volumes, byId(volume('data'), volume('other')), users).drawn()).toBe(
    'data | in use\n  <db>\nother | not in use',
  );
  const view = treeOn(networks, byId(network('back'), network('bridge')), users);
  expect(view.drawn()).toBe('back | bridge\n  <db>\nbridge | bridge · built in');
  view.choose({ hide: ['builtIn'] });
  expect(view.drawn()).toBe('back | bridge\n  <db>');
});

test('a container that leaves a network takes its row away there', () => {
  const db = container('db', { networks: ['back', 'bridge'] });
  const users = byId(db);
  const view = treeOn(networks, byId(network('back'), network('bridge')), users);
  view.drawn();
  users.set(db.id, { ...db, networks: ['back'] });
  const redraw = view.tree.redraw({ kind: 'container', id: db.id, what: 'changed' });
  expect(typeof redraw === 'object' && redraw.nodes).toHaveLength(2);
  expect(view.drawn()).toBe('back | bridge\n  <db>\nbridge | bridge · built in');
});

const known = (): Map<string, ContainerInfo> => byId(web, db);

test('the badge counts what runs, on the engines that answer', () => {
  const connected = { kind: 'connected', version: '28', apiVersion: '1.51', where: 'here' } as const;
  expect(badgeOf([{ state: connected, known }], english)).toEqual({ value: 1, tooltip: 'One container is running' });
  expect(badgeOf([{ state: { kind: 'connecting' }, known }], english)).toBeUndefined();
});

const row = (state: Parameters<typeof engineRow>[0]['store']['state']) =>
  engineRow({ key: 'prod', store: { state } }, english);

test('the root of an engine says whether it answers', () => {
  expect(row({ kind: 'connected', version: '28.5', apiVersion: '1.51', where: 'tcp://x' })).toMatchObject({
    label: 'prod',
    description: 'tcp://x · 28.5',
    contextValue: 'engine.connected',
  });
  expect(row({ kind: 'not-running', where: '/x.sock' }).spoken).toContain('is not running');
});

test('the root of an engine that others depend on says so', () => {
  const state = { kind: 'connected', version: '28.5', apiVersion: '1.51', where: 'tcp://x' } as const;
  const marked = engineRow({ key: 'prod', store: { state }, production: true }, english);
  expect(marked).toMatchObject({ description: 'production · tcp://x · 28.5', icon: { id: 'warning' } });
  expect(marked.spoken).toBe('Engine prod, production · tcp://x · 28.5');
});

test('1,000 containers and 2,000 images: one event costs a few milliseconds', () => {
  const users = byId(
    ...Array.from({ length: 1000 }, (_, index) =>
      member(`p${index % 40}`, `s${index}`, { imageId: image(`i${index}:1`).id }),
    ),
  );
  const known = byId(...Array.from({ length: 2000 }, (_, index) => image(`i${index}:1`)));
  const ofContainers = treeOn(containers, users, users);
  const ofImages = treeOn(images, known, users);
  const firstDrawing = performance.now();
  ofContainers.tree.roots();
  ofImages.tree.roots();
  expect(performance.now() - firstDrawing).toBeLessThan(1000);
  const target = [...users.values()][500];
  const started = performance.now();
  for (let round = 0; round < 20; round += 1) {
    if (!target) throw new Error('there are 1,000');
    users.set(target.id, { ...target, state: round % 2 ? 'running' : 'paused' });
    for (const { tree } of [ofContainers, ofImages]) {
      expect(tree.redraw({ kind: 'container', id: target.id, what: 'changed' })).not.toBe('all');
    }
  }
  expect((performance.now() - started) / 20).toBeLessThan(10);
});

test('what the manifest offers for each view is what the view can do', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    contributes: {
      configuration: {
        properties: Record<string, { enum?: string[]; items?: { enum: string[] }; default: unknown }>;
      };
    };
  };
  const { properties } = manifest.contributes.configuration;
  for (const view of [containers, images, volumes, networks]) {
    const offered = (name: string): string[] | undefined =>
      properties[`${view.viewId}.${name}`]?.enum ?? properties[`${view.viewId}.${name}`]?.items?.enum;
    expect(offered('groupBy')).toEqual(Object.keys(view.groupings));
    expect(offered('sortBy')).toEqual(Object.keys(view.orders));
    expect(offered('label')).toEqual(Object.keys(view.properties));
    expect(offered('description')).toEqual(Object.keys(view.properties));
    expect(offered('hide')).toEqual(Object.keys(view.hides));
    for (const [name, value] of Object.entries(view.defaults)) {
      const declared = properties[`${view.viewId}.${name}`];
      if (declared) expect(declared.default).toEqual(value);
      else expect(name).toBe('groupByLabel');
    }
  }
});
