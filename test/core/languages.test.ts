import { knownLanguages, languageById, languageOfFile } from '../../server/src/core/languages.ts';
import { expect, test } from 'vitest';

test.each([
  ['Dockerfile', 'dockerfile'],
  ['/a/b/Dockerfile.dev', 'dockerfile'],
  ['C:\\work\\dev.dockerfile', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['dockerfile-alpine', 'dockerfile'],
  ['compose.yaml', 'dockercompose'],
  ['compose.override.yml', 'dockercompose'],
  ['docker-compose.yml', 'dockercompose'],
  ['docker-compose.prod.yaml', 'dockercompose'],
  ['prod.compose.yaml', 'dockercompose'],
  ['Dockerfile.dockerignore', 'dockerignore'],
  ['.dockerignore', 'dockerignore'],
  ['.gitignore', undefined],
  ['values.yaml', undefined],
  ['composer.yaml', undefined],
  ['README.md', undefined],
])('%s is %s', (file, id) => {
  expect(languageOfFile(file)?.id).toBe(id);
});

test.each(knownLanguages.map((known) => [known.id, known] as const))(
  'what is known of %s before it is read is true',
  async (id, known) => {
    const language = await known.load();
    expect({ id: language.id, hasFormatter: language.format !== undefined }).toEqual({
      id,
      hasFormatter: known.hasFormatter,
    });
    expect(await known.load()).toBe(language);
  },
);

test('language ids of other editors are understood', () => {
  expect(languageById('Dockerfile')?.id).toBe('dockerfile');
  expect(languageById('docker-compose')?.id).toBe('dockercompose');
  expect(languageById('yaml')).toBeUndefined();
  expect(languageById('constructor')).toBeUndefined();
});
