import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3067: DockerfileRule<'copy'> = {
  id: 'DL3067',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'Only what is needed is copied out of another stage, not all of its files.',
  why:
    '`COPY --from=build / /` brings along what the stages are there to keep out: compilers, caches, secrets. Name the ' +
    'files that the image needs. To make one layer of many, on `FROM scratch`, it is all right.',
  examples: [
    { bad: 'FROM alpine:3.22\nCOPY --from=build «/» /\nONBUILD COPY --from=build ["«/»", "/"]\n' },
    { good: 'FROM alpine:3.22\nCOPY / /\nCOPY --from=build / /app\nCOPY --from=build /app /\n' },
  ],
  nodes: ['copy'],
  triggers: true,
  check({ items, flags }) {
    const [source, target] = items;
    const isOfStage = flags.some(({ name }) => name === 'from');
    if (!isOfStage || !source || !target || items.length !== 2) return noFindings;
    if (unquoted(source.value) !== '/' || unquoted(target.value) !== '/') return noFindings;
    const span = source.word ? source.span : { start: source.span.start + 1, end: source.span.end - 1 };
    return [{ span, message: message('This copies all files of the other stage. Name those that are needed.') }];
  },
};
