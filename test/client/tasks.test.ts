import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { buildOptionsOfTask } from '../../client/src/build/taskOptions.ts';
import { flagsForTask, optionsOfTask, taskOfOptions } from '../../client/src/run/taskOptions.ts';
import type { RunOptions } from '../../client/src/run/options.ts';
import { convertTasks, customOptionsIn } from '../../client/src/tasks/convert.ts';
import { withTask } from '../../client/src/ui/tasksText.ts';

describe('tasks that run', () => {
  const options: RunOptions = {
    image: 'nginx:1',
    command: ['sh', '-c', 'a b'],
    flags: {
      detach: [''],
      name: ['web'],
      rm: [''],
      publish: ['8080:80', '53/udp'],
      env: ['A=1', 'TOKEN', 'B='],
      volume: ['./x:/x'],
      network: ['front'],
      memory: ['1g'],
      label: ['a=b'],
      'cap-add': ['NET_ADMIN'],
      privileged: [''],
      'health-cmd': ['true'],
    },
  };

  test('are written and read again', () => {
    const task = taskOfOptions(options);
    expect(task).toEqual({
      type: 'slipway-run',
      image: 'nginx:1',
      command: ['sh', '-c', 'a b'],
      name: 'web',
      detach: true,
      remove: true,
      ports: ['8080:80', '53/udp'],
      env: { A: '1', TOKEN: null, B: '' },
      volumes: ['./x:/x'],
      network: 'front',
      memory: '1g',
      labels: { a: 'b' },
      flags: { privileged: true, 'cap-add': ['NET_ADMIN'], 'health-cmd': 'true' },
    });
    expect(optionsOfTask(JSON.parse(JSON.stringify(task)) as typeof task)).toEqual(options);
  });

  test('as people write them', () => {
    expect(
      optionsOfTask({
        image: 'a',
        command: "sh -c 'a b'",
        cpus: 2,
        env: ['A=1'],
        ports: '80',
        flags: { dns: ['1.1.1.1'], init: false },
      }),
    ).toEqual({
      image: 'a',
      command: ['sh', '-c', 'a b'],
      flags: { cpus: ['2'], env: ['A=1'], publish: ['80'], dns: ['1.1.1.1'] },
    });
  });

  test.each([
    [{}, 'image'],
    [{ image: 'a', command: 3 }, 'command'],
    [{ image: 'a', remove: 'yes' }, 'remove'],
    [{ image: 'a', env: { A: {} } }, 'A'],
    [{ image: 'a', flags: { replace: true } }, 'flags.replace'],
    [{ image: 'a', flags: [] }, 'flags'],
  ])('%j says what is wrong', (task, property) => {
    expect(() => optionsOfTask(task)).toThrow(property);
  });
});

describe('tasks that build', () => {
  test('take what they do not say as a first build does', () => {
    expect(buildOptionsOfTask({}, '/w/shop')).toEqual({
      dockerfile: '/w/shop/Dockerfile',
      context: '/w/shop',
      tag: 'shop:latest',
    });
    expect(buildOptionsOfTask({ dockerfile: 'web/Dockerfile', context: '.' }, '/w/shop')).toMatchObject({
      dockerfile: '/w/shop/web/Dockerfile',
      context: '/w/shop',
    });
  });

  test('say all that the form does', () => {
    const said = {
      target: 't',
      platform: 'linux/arm64',
      builder: 'b',
      buildArgs: { A: 1, B: 'x' },
      labels: { c: 'd' },
      secrets: ['id=a,env=B'],
      ssh: 'default',
      cacheFrom: ['x'],
      cacheTo: ['y'],
      noCache: true,
      pull: false,
    };
    expect(buildOptionsOfTask({ tag: 'a:1', ...said }, '/w')).toEqual({
      dockerfile: '/w/Dockerfile',
      context: '/w',
      tag: 'a:1',
      ...said,
      buildArgs: { A: '1', B: 'x' },
      ssh: ['default'],
    });
    expect(() => buildOptionsOfTask({ noCache: 'yes' }, '/w')).toThrow('noCache');
    expect(() => buildOptionsOfTask({ buildArgs: ['A=1'] }, '/w')).toThrow('buildArgs');
  });
});

describe('one more task', () => {
  const task = { label: 'x', type: 'slipway-run', image: 'a' };

  test('goes behind the others, whose comments stay', () => {
    const text = '{\n  // mine\n  "version": "2.0.0",\n  "tasks": [\n    { "label": "a" } // one\n  ]\n}\n';
    const made = withTask(text, task);
    expect(made).toContain('// mine');
    expect(made).toContain('// one');
    expect((parse(made) as { tasks: unknown[] }).tasks).toEqual([{ label: 'a' }, task]);
  });

  test.each(['', '{}', '{ "version": "2.0.0" }', '{ "tasks": [] }'])('into %j', (text) => {
    expect((parse(withTask(text, task)) as { tasks: unknown[] }).tasks).toEqual([task]);
  });
});

describe('tasks of Container Tools', () => {
  test('become ours, with their comments and what is around them', () => {
    const text = `{
  "version": "2.0.0",
  "tasks": [
    {
      // builds the image
      "type": "docker-build",
      "label": "build",
      "platform": "node",
      "dockerBuild": {
        // from the root
        "context": "\${workspaceFolder}",
        "tag": "shop:1", /* fixed */
        "buildArgs": { "A": "1" },
      },
      "problemMatcher": []
    },
    {
      "label": "run",
      "type": "docker-run",
      "dependsOn": ["build"],
      "dockerRun": {
        "containerName": "shop",
        "env": { "A": "b" },
        "ports": [{ "hostPort": 8080, "containerPort": 80 }, { "containerPort": 53, "protocol": "udp" }], // web
        "volumes": [{ "localPath": "\${workspaceFolder}/x", "containerPath": "/x", "permissions": "ro" }],
        "extraHosts": [{ "hostname": "db", "ip": "10.0.0.1" }],
        "remove": true,
        "customOptions": "--cpus 1"
      },
      "node": { "enableDebugging": true }
    },
    { "type": "shell", "label": "mine", "command": "true" } // stays
  ]
}
`;
    const made = convertTasks(text);
    expect(made?.labels).toEqual(['build', 'run']);
    expect(made?.left).toEqual([
      { label: 'build', property: 'platform', reason: 'debugging' },
      { label: 'run', property: 'node', reason: 'debugging' },
      { label: 'run', property: 'dockerRun.customOptions', reason: 'no-meaning' },
    ]);
    for (const comment of ['// builds the image', '// from the root', '/* fixed */', '// web', '// stays'])
      expect(made?.text).toContain(comment);
    const errors: never[] = [];
    expect(parse(made?.text ?? '', errors, { allowTrailingComma: false })).toEqual({
      version: '2.0.0',
      tasks: [
        {
          type: 'slipway-build',
          label: 'build',
          context: '${workspaceFolder}',
          tag: 'shop:1',
          buildArgs: { A: '1' },
          problemMatcher: [],
        },
        {
          label: 'run',
          type: 'slipway-run',
          image: 'shop:1',
          detach: true,
          dependsOn: ['build'],
          name: 'shop',
          env: { A: 'b' },
          ports: ['8080:80', '53/udp'],
          volumes: ['${workspaceFolder}/x:/x:ro'],
          flags: { 'add-host': ['db:10.0.0.1'] },
          remove: true,
          customOptions: '--cpus 1',
        },
        { type: 'shell', label: 'mine', command: 'true' },
      ],
    });
    expect(errors).toEqual([]);
    expect(made?.text).toContain('\n      // from the root\n      "context"');
  });

  test.each([
    [
      '{"tasks":[{"type":"docker-run","label":"r","dockerRun":{}}]}',
      { type: 'slipway-run', detach: true, flags: { 'publish-all': true }, label: 'r' },
    ],
    [
      '{"tasks":[{"type":"docker-run","label":"r","dockerRun":{"image":"a","os":"Linux","portsPublishAll":false}}]}',
      { type: 'slipway-run', detach: true, label: 'r', image: 'a' },
    ],
    [
      '{"tasks":[{"type":"docker-build","dockerBuild":{"platform":{"os":"linux","architecture":"arm64"} // x\n}}]}',
      { type: 'slipway-build', platform: 'linux/arm64' },
    ],
    ['{"tasks":[{"dockerBuild":{"tag":"a"},"type":"docker-build"}]}', { tag: 'a', type: 'slipway-build' }],
    ['{"tasks":[{"type":"docker-build","label":"only"}]}', { type: 'slipway-build', label: 'only' }],
  ])('%s', (text, expected) => {
    const errors: never[] = [];
    expect((parse(convertTasks(text)?.text ?? '', errors) as { tasks: unknown[] }).tasks).toEqual([expected]);
    expect(errors).toEqual([]);
  });

  test('options of the command line become flags where they can be read', () => {
    const text =
      '{"tasks":[{"type":"docker-run","label":"r","dockerRun":{"image":"a","ports":[],"customOptions":"--cpus 1"}}]}';
    expect(customOptionsIn(text)).toEqual(['--cpus 1']);
    const made = convertTasks(text, () =>
      flagsForTask({ image: 'a', command: [], flags: { cpus: ['1'], init: [''], detach: [''] } }),
    );
    expect(made?.left).toEqual([]);
    expect((parse(made?.text ?? '') as { tasks: unknown[] }).tasks).toEqual([
      { type: 'slipway-run', label: 'r', detach: true, flags: { cpus: '1', init: true }, image: 'a', ports: [] },
    ]);
  });

  test('nothing is touched where there are none', () => {
    expect(convertTasks('{"tasks":[{"type":"shell"}]}')).toBeUndefined();
    expect(convertTasks('{')).toBeUndefined();
    expect(convertTasks('')).toBeUndefined();
  });
});
