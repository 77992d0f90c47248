// What is left to other extensions that serve the same files.
import { describe, expect, test } from 'vitest';
import {
  isOfSchema,
  isOnKey,
  type Others,
  type SharedFeature,
  type SharedLanguage,
  sharingOf,
  type Wanted,
} from '../../client/src/language/sharing.ts';

const redHat = 'redhat.vscode-yaml';
const docker = 'docker.docker';
const microsoft = 'ms-azuretools.vscode-containers';

function around(installed: readonly string[], more: Partial<Others> = {}): Others {
  return { installed: new Set(installed), formatter: undefined, disabled: new Set(), ...more };
}

/** The shares of completion, hover, diagnostics and formatting. */
function shares(language: SharedLanguage, others: Others, wanted: Partial<Record<SharedFeature, Wanted>> = {}): string {
  return Object.values(sharingOf(language, (feature) => wanted[feature] ?? 'auto', others)).join(' ');
}

describe('what is ours', () => {
  test.each<[string, string, string]>([
    ['', 'all all all all', 'all all all all'],
    [redHat, 'all all all all', 'rest rest rest none'],
    [docker, 'all all all all', 'rest rest all none'],
    [microsoft, 'rest rest all none', 'rest rest all none'],
    [`${redHat} ${docker} ${microsoft}`, 'rest rest all none', 'rest rest rest none'],
    ['someone.else', 'all all all all', 'all all all all'],
  ])('beside %j', (installed, dockerfile, compose) => {
    const others = around(installed.split(' '));
    expect([shares('dockerfile', others), shares('dockercompose', others)]).toEqual([dockerfile, compose]);
  });

  test('is what the setting says, whoever is there', () => {
    const wanted = { completion: 'on', hover: 'off', formatting: 'on' } as const;
    expect(shares('dockercompose', around([redHat]), wanted)).toBe('all none rest all');
    expect(shares('dockercompose', around([]), { diagnostics: 'off' })).toBe('all all none all');
  });

  test('is all of what others were told not to do', () => {
    expect(shares('dockercompose', around([docker], { disabled: new Set([`${docker}.dockercompose`]) }))).toBe(
      'all all all all',
    );
    expect(shares('dockercompose', around([redHat], { disabled: new Set([`${redHat}.diagnostics`]) }))).toBe(
      'rest rest all none',
    );
  });

  test('is formatting where we are the chosen formatter', () => {
    expect(shares('dockercompose', around([redHat], { formatter: 'slipway.slipway' }))).toBe('rest rest rest all');
    expect(shares('dockercompose', around([redHat], { formatter: redHat }))).toBe('rest rest rest none');
  });
});

test('what a schema finds, too', () => {
  expect(['unknown-key', 'wrong-type', 'yaml-syntax'].every((code) => isOfSchema('dockercompose', code))).toBe(true);
  expect(['undefined-reference', 'missing-file', undefined].some((code) => isOfSchema('dockercompose', code))).toBe(
    false,
  );
  expect(isOfSchema('dockerfile', 'unknown-key')).toBe(false);
});

test.each<[SharedLanguage, string, number, boolean]>([
  ['dockercompose', '    image: nginx', 6, true],
  ['dockercompose', '    image: nginx', 13, false],
  ['dockercompose', '      - target: 80', 10, true],
  ['dockercompose', '      - "8080:80"', 10, false],
  ['dockercompose', '    "ports":', 6, true],
  ['dockerfile', 'FROM node', 2, true],
  ['dockerfile', 'FROM node', 6, false],
])('%s: %j at %i is on a key: %s', (language, line, column, expected) => {
  expect(isOnKey(language, line, column)).toBe(expected);
});
