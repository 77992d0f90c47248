import { message } from '../../text/message.ts';
import { texts } from './common.ts';
import { key, map, plainInteger, text } from './shape.ts';
import type { MapShape } from './shape.ts';

/** An entry of the top-level `models`. */
export const model: MapShape = map(
  {
    model: key(message('The model as an OCI reference, such as `ai/smollm2`.'), text()),
    context_size: key(message('The size of the context window, in tokens.'), plainInteger),
    runtime_flags: key(message('Command-line flags that are handed to the inference engine as they are.'), texts),
    name: key(message('A name of your own for the model.'), text()),
  },
  { required: ['model'], page: 'models' },
);
