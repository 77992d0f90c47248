// Projects as the real `docker compose config` reads, merges and prints them: see projectOracle.ts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { preview } from '../../../server/src/core/compose/preview.ts';
import type { Preview } from '../../../server/src/core/language.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';
import { projectCases } from './projectCases.ts';
import type { ProjectCase } from './projectCases.ts';
import { recordedFolder } from './projectOracle.ts';
import type { Recorded } from './projectOracle.ts';

// Recorded with docker compose 2.40.3.
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(new URL('projects.json', import.meta.url), 'utf8'),
);

async function previewed({ files, main = 'compose.yaml' }: Omit<ProjectCase, 'name'>): Promise<Preview> {
  const workspace = workspaceWith(files, main, { disk: diskWith(files, recordedFolder, { HOME: '/root' }) });
  const found = await preview(parseCompose(files[main] ?? ''), workspace);
  if (!found) throw new Error('no preview');
  return found;
}

describe('The effective configuration', () => {
  test.each(projectCases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const { text, problems } = await previewed(each);
    const expected = recorded[name];
    if (typeof expected === 'string') expect(text).toBe(expected);
    // What the check of the one file says already is not said of the project again.
    else if (!saidOfFile.has(name)) expect(problems.length).toBeGreaterThan(0);
  });
});

const saidOfFile = new Set(['devices']);

test('each piece of the configuration leads to where it is set', async () => {
  const files = {
    'compose.yaml': 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n    image: nginx:$TAG\n',
    'compose.override.yaml': 'services:\n  web:\n    ports: ["80:80"]\n',
    'base.yaml': 'services:\n  base:\n    command: [run]\n    env_file: a.env\n',
    'a.env': 'A=1\n',
    '.env': 'TAG=1.29\n',
  };
  const found = await previewed({ files });
  const { text } = found;
  const sourceOf = (piece: string): string | undefined => {
    const place = found.sourceAt(text.indexOf(piece));
    return (
      place && `${place.path.slice(recordedFolder.length + 1)}: ${place.text.slice(place.span.start, place.span.end)}`
    );
  };
  expect(sourceOf('nginx:1.29')).toBe('compose.yaml: nginx:$TAG');
  expect(sourceOf('target: 80')).toBe('compose.override.yaml: "80:80"');
  expect(sourceOf('run')).toBe('base.yaml: run');
  expect(sourceOf('A: "1"')).toBe('a.env: A');
  expect(sourceOf('project_default')).toBeUndefined();
});
