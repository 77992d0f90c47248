import { describe, expect, test } from 'vitest';
import type { ImageReference } from '../../../server/src/core/image/reference.ts';
import { isDigest, parseReference } from '../../../server/src/core/image/reference.ts';

const hash = 'a'.repeat(64);

const valid: readonly (readonly [string, Partial<ImageReference>])[] = [
  ['alpine', { domain: 'docker.io', path: 'library/alpine', tag: undefined, digest: undefined }],
  ['alpine:3.22', { path: 'library/alpine', tag: '3.22' }],
  ['alpine:UPPER', { tag: 'UPPER' }],
  ['team/app', { domain: 'docker.io', path: 'team/app' }],
  ['index.docker.io/alpine', { domain: 'docker.io', path: 'library/alpine' }],
  ['localhost/app', { domain: 'localhost', path: 'app' }],
  ['localhost:5000/app:1', { domain: 'localhost:5000', path: 'app', tag: '1' }],
  ['registry.example.com/a/b/c', { domain: 'registry.example.com', path: 'a/b/c' }],
  ['Registry/app', { domain: 'Registry', path: 'app' }],
  ['[::1]:5000/app', { domain: '[::1]:5000', path: 'app' }],
  [`app@sha256:${hash}`, { path: 'library/app', digest: `sha256:${hash}` }],
  [`app:1@sha256:${hash}`, { tag: '1', digest: `sha256:${hash}` }],
  ['a__b/c--d.e_f', { domain: 'docker.io', path: 'a__b/c--d.e_f' }],
];

const invalid = [
  ...': a: a:b:c a//b /a a/ -a a- a..b a___b Alpine team/App a:-b a@sha256:abc a@ $a'.split(' '),
  ...'host.example.com:port/a -host.example.com/a'.split(' '),
  '',
  'a b',
  `a:${'t'.repeat(129)}`,
  `a@sha256:${hash.toUpperCase()}`,
  hash,
  `b/${'a'.repeat(300)}`,
];

describe('An image reference', () => {
  test.each(valid)('is read: %s', (text, expected) => {
    const parsed = parseReference(text);
    expect(parsed.kind === 'reference' && parsed.reference).toMatchObject(expected);
  });

  test.each(invalid)('is rejected: %s', (text) => {
    expect(parseReference(text).kind).toBe('problem');
  });

  test('is answered in time when it is long and hostile', () => {
    for (const text of ['a'.repeat(1e6), `${'a.'.repeat(1e5)}/b`, 'a-'.repeat(1e5), `a:${'b'.repeat(1e6)}`]) {
      expect(parseReference(text).kind).toBe('problem');
    }
  });
});

test('A digest has an algorithm and as many digits as that takes', () => {
  expect(isDigest(`sha256:${hash}`)).toBe(true);
  expect(isDigest(`sha512:${hash}${hash}`)).toBe(true);
  expect(isDigest(`sha256:${hash}a`)).toBe(false);
  expect(isDigest(`md5:${'a'.repeat(32)}`)).toBe(false);
  expect(isDigest(hash)).toBe(false);
});
