import { ignoreFileOf } from '../../ignore/contextFiles.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { contextPath, contextSources } from '../contextSources.ts';
import { inspection } from '../lint/rule.ts';

export const noDockerignore = inspection({
  id: 'no-dockerignore',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'size',
  summary: 'A Dockerfile that copies the whole build context has a .dockerignore beside it.',
  why:
    '`COPY . .` takes everything: `.git`, `node_modules`, build results, and files with secrets such as `.env`. All of it ' +
    'goes to the builder and into the image, and each change of any file repeats the steps behind. A `.dockerignore` in ' +
    'the root of the build context says what stays out.',
  examples: [
    { bad: 'FROM node:22\nWORKDIR /app\nCOPY «.» .\n', files: { 'package.json': '{}\n' } },
    {
      good: 'FROM node:22\nWORKDIR /app\nCOPY . .\n',
      files: { '.dockerignore': 'node_modules\n', 'package.json': '{}\n' },
    },
    { good: 'FROM node:22\nWORKDIR /app\nCOPY src .\nCOPY --from=build . .\n', files: { 'package.json': '{}\n' } },
  ],
  async inspect(model, workspace) {
    const whole = contextSources(model).find(
      ({ instruction, value }) => instruction.kind !== 'run' && contextPath(value) === '',
    );
    if (!whole) return noFindings;
    const span = { ...whole.span };
    // Without a folder nobody knows what lies in it.
    if ((await workspace.listFolder('')) === undefined || (await ignoreFileOf(workspace))) return noFindings;
    const text = message('This copies the whole folder, and there is no .dockerignore that keeps anything out.');
    return [{ span, message: text }];
  },
});
