import { message } from '../../text/message.ts';
import { oneOrMore } from './common.ts';
import { choice, key, map, text } from './shape.ts';
import type { ChoiceShape } from './shape.ts';

/** An item of `include`. */
export const include: ChoiceShape = choice(
  text({ path: 'file' }),
  map(
    {
      path: key(
        message(
          'The Compose file to take in: a path, a Git address or an OCI artifact. In a list, later files override earlier ones.',
        ),
        oneOrMore(text({ path: 'file' })),
      ),
      project_directory: key(
        message('Where relative paths of the included file start. By default the folder of the first file.'),
        text({ path: 'folder' }),
      ),
      env_file: key(
        message(
          'Files with default values for variables of the included file. By default the `.env` of its project directory.',
        ),
        oneOrMore(text({ path: 'file' })),
      ),
    },
    { extensions: false, page: 'include' },
  ),
);
