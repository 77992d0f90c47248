import { describe, expect, test } from 'vitest';
import type { ContainerInfo } from '../../client/src/engine/engine.ts';
import { containers } from '../../client/src/explorer/containers.ts';
import { images } from '../../client/src/explorer/images.ts';
import { networks } from '../../client/src/explorer/networks.ts';
import { nodeId } from '../../client/src/explorer/nodeId.ts';
import type { ViewChoices } from '../../client/src/explorer/resourceView.ts';
import type { Tree } from '../../client/src/explorer/tree.ts';
import type { TreeNode } from '../../client/src/explorer/treeNodes.ts';
import { volumes } from '../../client/src/explorer/volumes.ts';
import { chinese, container, image, member, network, scene, treeOn, volume } from './fixtures.ts';

const icon = (exitCode: number): string => row(container('x', { state: 'exited', exitCode })).icon.id;

const row = (item: ContainerInfo): ReturnType<typeof containers.row> => containers.row(item, scene());

const replica = (number: string): ContainerInfo =>
  member('shop', 'web', {
    id: number.padStart(64, 'a'),
    labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'web',
      'com.docker.compose.container-number': number,
    },
  });

const port = { containerPort: 80, hostPort: 8080, protocol: 'tcp' };

/** The containers view over these, and what it draws. */
function treeOf(...items: readonly ContainerInfo[]): { tree: Tree<'container'>; known: Map<string, ContainerInfo> } {
  const known = new Map(items.map((item) => [item.id, item]));
  return { tree: treeOn(containers, known).tree, known };
}

function drawn(tree: Tree<'container'>): string {
  const line = (node: TreeNode, indent: string): string => {
    const row = tree.row(node, scene());
    const below = node.type === 'group' ? tree.children(node).map((child) => line(child, `${indent}  `)) : [];
    return [`${indent}${row?.label ?? '?'} | ${row?.description ?? ''}`, ...below].join('\n');
  };
  return tree
    .roots()
    .map((node) => line(node, ''))
    .join('\n');
}

describe('the containers view', () => {
  test('groups by Compose project, with the service names below, and puts the newest of the rest first', () => {
    const { tree } = treeOf(
      container('old', { created: 1 }),
      container('new', { created: 2 }),
      member('shop', 'web', { ports: [port], health: 'unhealthy' }),
      member('shop', 'db', { state: 'exited', exitCode: 1, image: 'postgres:17' }),
      member('blog', 'web', { image: 'blog' }),
    );
    expect(drawn(tree)).toBe(
      [
        'blog | 1/1 running',
        '  web | blog',
        'shop | 1/2 running · 1 unhealthy · 1 failed',
        '  db | postgres:17 · exited (1)',
        '  web | nginx:latest · 8080→80 · unhealthy',
        'new | nginx:latest',
        'old | nginx:latest',
      ].join('\n'),
    );
  });

  test('tells the replicas of a service apart, in the order of their numbers', () => {
    const { tree } = treeOf(replica('10'), replica('2'), replica('1'));
    expect(drawn(tree).match(/web\S*/g)).toEqual(['web', 'web-2', 'web-10']);
  });

  test('draws one row again when one container changes, and the group that counts it', () => {
    const web = member('shop', 'web');
    const { tree, known } = treeOf(web, container('alone'));
    const [group] = tree.roots();
    const [node] = group?.type === 'group' ? tree.children(group) : [];
    known.set(web.id, { ...web, state: 'exited', exitCode: 0 });
    expect(tree.redraw({ kind: 'container', id: web.id, what: 'changed' })).toEqual({ nodes: [node, group] });
    expect(node && tree.row(node, scene())?.description).toBe('nginx:latest · exited (0)');
  });

  test('draws only the group again when a member comes or goes, and all when the group itself does', () => {
    const [web, db] = [member('shop', 'web'), member('shop', 'db')];
    const { tree, known } = treeOf(web);
    const [group] = tree.roots();
    known.set(db.id, db);
    expect(tree.redraw({ kind: 'container', id: db.id, what: 'added' })).toEqual({ nodes: [group] });
    known.delete(db.id);
    expect(tree.redraw({ kind: 'container', id: db.id, what: 'removed' })).toEqual({ nodes: [group] });
    known.delete(web.id);
    expect(tree.redraw({ kind: 'container', id: web.id, what: 'removed' })).toBe('all');
    expect(tree.roots()).toEqual([]);
  });

  test('keeps the same nodes, so that a selection stays', () => {
    const web = member('shop', 'web');
    const { tree, known } = treeOf(web);
    const before = tree.roots();
    known.set(web.id, { ...web, state: 'paused', name: 'renamed' });
    expect(tree.roots()[0]).toBe(before[0]);
    expect(before[0]?.type === 'group' && before[0].refs.map((ref) => ref.name)).toEqual(['renamed']);
  });

  test('knows which group a row stands in', () => {
    const { tree } = treeOf(member('shop', 'web'), container('alone'));
    const [group, alone] = tree.roots();
    const [node] = group?.type === 'group' ? tree.children(group) : [];
    expect(node && tree.parent(node)).toBe(group);
    expect(alone && tree.parent(alone)).toBeUndefined();
  });

  test('patches one of 500 within a few milliseconds', () => {
    const { tree, known } = treeOf(...Array.from({ length: 500 }, (_, index) => member(`p${index % 20}`, `s${index}`)));
    tree.roots();
    const target = member('p1', 's21');
    const started = performance.now();
    for (let round = 0; round < 20; round += 1) {
      known.set(target.id, { ...target, state: round % 2 ? 'running' : 'paused' });
      const redraw = tree.redraw({ kind: 'container', id: target.id, what: 'changed' });
      if (typeof redraw === 'object') for (const node of redraw.nodes) tree.row(node, scene());
    }
    expect((performance.now() - started) / 20).toBeLessThan(5);
  });
});

/** A place where all that can be chosen is shown. */
const shown = (view: { properties: object; defaults: ViewChoices }): { choices: ViewChoices; path: [] } => ({
  choices: { ...view.defaults, description: Object.keys(view.properties) },
  path: [],
});

test('groups whose names look alike when joined have ids of their own', () => {
  const known = new Map(
    [member('a', 'b', { id: '1' }), member('a\nb', 'c', { id: '2' }), member('a","b', 'd', { id: '3' })].map(
      (item) => [item.id, item] as const,
    ),
  );
  const drawn = treeOn(containers, known);
  drawn.choose({ groupBy: 'service' });
  const { tree } = drawn;
  const all = (nodes: readonly TreeNode[]): readonly TreeNode[] =>
    nodes.flatMap((node) => [node, ...all(tree.children(node))]);
  const ids = all(tree.roots()).map(nodeId);
  expect(ids).toHaveLength(9);
  expect(new Set(ids).size).toBe(9);
});

describe('a row', () => {
  test('says to those who do not see it whatever it shows, in the order of the settings', () => {
    const users = [container('user', { imageId: image('a:1').id, networks: ['net'] })];
    const by = scene({ now: 86_400_000 * 3, containers: users });
    const rows = [
      containers.row(member('shop', 'web', { ports: [port], health: 'starting' }), by, shown(containers)),
      images.row(image('a:1', { tags: ['a:1', 'b:1'] }), by, shown(images)),
      images.row(image('x', { tags: [] }), by, shown(images)),
      volumes.row(volume('data', { driver: 'nfs' }), by, shown(volumes)),
      networks.row(network('net', { internal: true, subnets: ['10.0.0.0/8'] }), by, shown(networks)),
    ];
    for (const { description, spoken } of rows) {
      const parts = description.split(' · ').flatMap((part) => part.split(', '));
      // Ports and use are said in more words than they are written in.
      for (const part of parts.filter((text) => !/→|^in use$/.test(text))) expect(spoken).toContain(part);
      expect(spoken).not.toMatch(/\$\(|undefined|, ,|, $/);
    }
    expect(rows[1]?.spoken).toContain('used by one container');
    expect(rows[2]?.spoken).toContain('untagged');
  });

  test('says state and health in words for those who do not see it', () => {
    const web = container('web', { ports: [port], health: 'healthy' });
    expect(row(web).spoken).toBe(
      'Container web, running, healthy, image nginx:latest, host port 8080 to container port 80',
    );
    expect(row(container('job', { state: 'exited', exitCode: 3 })).spoken).toBe(
      'Container job, exited, exit code 3, image nginx:latest',
    );
  });

  test('in Chinese says the same', () => {
    const text = containers.row(container('web', { health: 'unhealthy' }), scene({ l10n: chinese })).spoken;
    expect(text).toBe('容器 web, 运行中, 不健康, 镜像 nginx:latest');
  });

  test('has another shape for each state, not only another colour', () => {
    const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'unknown'] as const;
    const shapes = [
      ...states.map((state) => row(container('x', { state })).icon.id),
      row(container('x', { health: 'healthy' })).icon.id,
      row(container('x', { health: 'unhealthy' })).icon.id,
      row(container('x', { health: 'starting' })).icon.id,
      row(container('x', { state: 'exited', exitCode: 1 })).icon.id,
    ];
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  test('of a stopped container is no failure, of a failed one is', () => {
    expect([0, 137, 143].map(icon)).toEqual(Array(3).fill('stop-circle'));
    expect([1, 127, 139].map(icon)).toEqual(Array(3).fill('error'));
  });

  test.each([
    [container('x', { ports: [port] }), 'container.running.web'],
    [container('x', { ports: [{ ...port, protocol: 'udp' }] }), 'container.running'],
    [container('x', { state: 'paused' }), 'container.paused'],
    [container('', { id: '' }), 'unreadable'],
  ])('tells the menus what it can do', (item, contextValue) => {
    expect(row(item).contextValue).toBe(contextValue);
  });

  test('of an image tells its other names, its size and its use', () => {
    const app = image('app:1', { tags: ['app:1', 'app:latest'], size: 12_345_678 });
    const used = scene({ containers: [container('web', { imageId: app.id })] });
    expect(images.row(app, used)).toMatchObject({ label: 'app:1', description: 'app:latest · 12.3 MB · in use' });
    const dangling = images.row({ ...app, tags: [] }, scene());
    expect(dangling).toMatchObject({ description: '12.3 MB · untagged', contextValue: 'image.dangling' });
  });

  test('of a volume tells whether a container mounts it', () => {
    const mounts = [{ type: 'volume', source: 'data', destination: '/data' }];
    const using = scene({ containers: [container('db', { mounts })] });
    expect(volumes.row(volume('data'), using).description).toBe('in use');
    expect(volumes.row(volume('other'), using).description).toBe('not in use');
    expect(volumes.row(volume('c'.repeat(64)), using)).toMatchObject({
      label: 'cccccccccccc',
      description: 'anonymous · not in use',
    });
  });

  test('of a network that every engine has offers no removal', () => {
    expect(networks.row(network('bridge'), scene()).contextValue).toBe('network.builtin');
    expect(networks.row(network('shop', { subnets: ['10.0.0.0/24'] }), scene())).toMatchObject({
      description: 'bridge · 10.0.0.0/24',
      contextValue: 'network.own',
    });
  });
});

describe('the hover', () => {
  const hostile =
    '[click](command:x) ![](https://evil.example/p.png) <img src=x> `code` | pipe\nline $(flame) www.evil.example';

  test('shows foreign text as it is, and makes no link, image or column of it', () => {
    const item = container(hostile, { image: hostile, networks: [hostile] });
    const markdown = containers.tooltip(item, { Path: hostile, Args: [hostile] }, scene());
    const unescaped = markdown.replace(/\\[^\n]/g, '');
    expect(unescaped).not.toMatch(/[[\]()<>!`$]|https?:|www\./);
    for (const line of markdown.split('\n').filter((text) => text.startsWith('| '))) {
      expect(line.replace(/\\./g, '').match(/\|/g)).toHaveLength(3);
    }
  });

  test.each([
    [137, { OOMKilled: true }, '137: out of memory, killed by the kernel'],
    [137, {}, '137: ended by SIGKILL'],
    [143, {}, '143: ended by SIGTERM'],
    [127, {}, '127: the command was not found'],
    [5, {}, '5'],
  ])('explains exit code %i', (exitCode, state, words) => {
    const markdown = containers.tooltip(container('x', { state: 'exited', exitCode }), { State: state }, scene());
    expect(markdown.replaceAll('\\', '')).toContain(`| ${words} |`);
  });

  test('of an unhealthy container shows the last words of its check', () => {
    const State = { Health: { Log: [{ Output: 'old' }, { Output: 'connection refused\n' }] } };
    const text = containers.tooltip(container('x', { health: 'unhealthy' }), { State }, scene());
    expect(text).toContain('| connection refused |');
    expect(text).not.toContain('old');
  });

  test('of an image tells what it runs', () => {
    const details = {
      Os: 'linux',
      Architecture: 'arm64',
      Config: { Cmd: ['nginx', '-g'], ExposedPorts: { '80/tcp': {} }, User: 'web' },
    };
    const text = images.tooltip(image('app:1'), details, scene()).replaceAll('\\', '');
    expect(text).toContain('| linux/arm64 |');
    expect(text).toContain('| nginx -g |');
    expect(text).toContain('| 80/tcp |');
  });
});
