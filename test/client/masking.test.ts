import { expect, test } from 'vitest';
import { mask, maskSecrets } from '../../client/src/ui/masking.ts';

test.each([
  [
    { Env: ['PATH=/bin', 'DB_PASSWORD=two words', 'API_TOKEN=', 'AUTHOR=me'] },
    { Env: ['PATH=/bin', `DB_PASSWORD=${mask}`, 'API_TOKEN=', 'AUTHOR=me'] },
  ],
  [{ Env: ['URL=postgres://me:pw@db/x'] }, { Env: [`URL=postgres://${mask}@db/x`] }],
  [
    { Labels: { 'my.secret': 's', maintainer: 'me', 'org.opencontainers.image.authors': 'me' } },
    { Labels: { 'my.secret': mask, maintainer: 'me', 'org.opencontainers.image.authors': 'me' } },
  ],
  [{ Options: { password: 's', type: 'nfs' } }, { Options: { password: mask, type: 'nfs' } }],
  [
    { Args: ['--api-key', 'abc', '--port', '80', '--token=abc'] },
    { Args: ['--api-key', mask, '--port', '80', `--token=${mask}`] },
  ],
  [
    { Cmd: ['sh', '-c', 'run --password hunter2 --verbose'] },
    { Cmd: ['sh', '-c', `run --password ${mask} --verbose`] },
  ],
  [{ Cmd: ['sh', '-c', 'TOKEN="a b" run'] }, { Cmd: ['sh', '-c', `TOKEN=${mask} run`] }],
  [
    { NetworkSettings: { SandboxKey: '/run/x' }, HostConfig: { PublishAllPorts: false } },
    { NetworkSettings: { SandboxKey: '/run/x' }, HostConfig: { PublishAllPorts: false } },
  ],
  [
    [null, 7, 'text', undefined],
    [null, 7, 'text', undefined],
  ],
])('%j', (value, masked) => {
  expect(maskSecrets(value)).toEqual(masked);
});
