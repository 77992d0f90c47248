import { message } from '../../text/message.ts';
import { hook, oneOrMore } from './common.ts';
import { choice, key, list, map, nothing, oneOf, strictFlag, text, value, distinct } from './shape.ts';
import type { ChoiceShape } from './shape.ts';

/** `develop` of a service. */
export const develop: ChoiceShape = choice(
  map(
    {
      watch: key(
        message('What `docker compose watch` looks at, and what it does when files change.'),
        list(
          map(
            {
              path: key(message('The file or folder to watch.'), text({ path: 'file' })),
              action: key(
                message('What to do when something changes.'),
                oneOf(
                  value('sync', message('Copies the changed files into the container.')),
                  value('rebuild', message('Builds the image again and replaces the container.')),
                  value('restart', message('Restarts the container.')),
                  value('sync+restart', message('Copies the files, then restarts the container.')),
                  value('sync+exec', message('Copies the files, then runs the command of `exec` in the container.')),
                ),
              ),
              target: key(
                message('Where the files go in the container. Needed for all actions but `rebuild` and `restart`.'),
                text(),
              ),
              ignore: key(
                message('Files to leave out, in the syntax of `.dockerignore`, from `path` on.'),
                distinct(oneOrMore(text())),
              ),
              include: key(message('Patterns of the only files to watch.'), distinct(oneOrMore(text()))),
              exec: key(message('The command that `sync+exec` runs in the container.'), hook),
              initial_sync: key(message('With `true` everything is copied once before watching begins.'), strictFlag),
            },
            { required: ['path', 'action'] },
          ),
        ),
      ),
    },
    { page: 'develop' },
  ),
  nothing,
);
