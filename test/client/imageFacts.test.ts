import { expect, test } from 'vitest';
import { factsOf } from '../../client/src/language/imageFacts.ts';

test('The description of an image is read', () => {
  const inspection = {
    Os: 'linux',
    Architecture: 'arm64',
    Variant: 'v8',
    Config: {
      User: 'node',
      WorkingDir: '/app',
      Entrypoint: ['run'],
      Cmd: null,
      ExposedPorts: { '80/tcp': {} },
      Env: ['PATH=/bin', 'TOKEN=secret=1'],
    },
  };
  expect(factsOf(inspection)).toEqual({
    platform: 'linux/arm64/v8',
    user: 'node',
    workdir: '/app',
    entrypoint: ['run'],
    command: [],
    ports: ['80/tcp'],
    variables: ['PATH', 'TOKEN'],
  });
});

test.each([undefined, null, 'x', [], { Config: 7 }, { Config: { Env: [1], Entrypoint: 'a' } }])(
  'Rubbish has no facts: %j',
  (rubbish) => {
    expect(factsOf(rubbish)).toEqual({
      platform: '',
      user: '',
      workdir: '',
      entrypoint: [],
      command: [],
      ports: [],
      variables: [],
    });
  },
);
