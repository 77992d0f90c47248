import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { entryAt } from '../../workspace.ts';
import { contextSources, isOnDisk, plainPath } from '../contextSources.ts';
import { unquoted } from '../lint/literals.ts';
import { inspection } from '../lint/rule.ts';

export const missingSource = inspection({
  id: 'missing-source',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What COPY and ADD take is in the build context.',
  why:
    'The build fails with "not found" where a source is not there. Slipway takes the folder of the Dockerfile for the ' +
    'build context, and says nothing where none of the sources is in it: then the context is likely another folder. Nor ' +
    'does it speak of folders such as `dist` and `target`, which a build makes.',
  examples: [
    {
      bad: 'FROM node:22\nCOPY package.json «package-lock.jsn» /app/\nCOPY dist/main.js /app/\n',
      files: { 'package.json': '{}\n', 'package-lock.json': '{}\n' },
    },
    { good: 'FROM node:22\nCOPY web/package.json web/src /app/\n', files: { 'package.json': '{}\n' } },
    { good: 'FROM node:22\nCOPY package.json /opt/lib /app/\n', files: { 'package.json': '{}\n' } },
    { good: 'FROM node:22\nCOPY package.json *.lock $MORE /app/\n', files: { 'package.json': '{}\n' } },
  ],
  async inspect(model, workspace) {
    const sources = contextSources(model)
      .slice(0, maxSources)
      // Of these, copy-outside-context speaks.
      .filter(({ value }) => !isOnDisk(unquoted(value)))
      .map(({ span, value }) => ({ span: { ...span }, path: plainPath(value) ?? '' }))
      .filter(({ path }) => path !== '' && !isMade.test(path));
    const looked = await Promise.all(
      sources.map(async (source) => ({ ...source, isThere: (await entryAt(workspace, source.path)) !== undefined })),
    );
    if (!looked.some(({ isThere }) => isThere)) return noFindings;
    return looked.flatMap(({ span, path, isThere }): readonly Finding[] =>
      isThere ? noFindings : [{ span, message: message('{0} is not in the folder of this Dockerfile.', path) }],
    );
  },
});

/** So many sources are looked for in the file system. */
const maxSources = 500;

/** What is often made by a build before, and is not there all the time. */
const isMade =
  /(?:^|\/)(?:dist|build|target|out|output|bin|obj|release|public|publish|node_modules|vendor|coverage|artifacts?|\.next|\.output|_build)(?:\/|$)|\.(?:jar|war|tar|tgz|gz|zip|whl|deb|rpm|apk)$/i;
