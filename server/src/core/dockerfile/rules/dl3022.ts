import type { Finding } from '../../lint/rule.ts';
import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import type { Stage, StageReference } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3022: DockerfileRule<'file'> = {
  id: 'DL3022',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What files are taken from is a stage of the file, or an image with a tag.',
  why:
    'A name that is no stage before is looked for as an image: a slip of the pen in `COPY --from=bulid` fetches ' +
    '`docker.io/library/bulid`, which does not exist or, worse, belongs to someone else. An image without a tag means ' +
    '`latest`, which changes over time.',
  examples: [
    {
      bad: 'FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=«bulid» /app /\n',
      fixed: 'FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=build /app /\n',
    },
    { bad: 'FROM alpine:3.22\nCOPY --from=«busybox» /bin/busybox /bin/\nRUN --mount=from=«tools»,target=/t /t/x\n' },
    { good: 'FROM alpine:3.22 AS Tools\nFROM alpine:3.22\nCOPY --from=tools /a /\nCOPY --from=0 /b /\n' },
    { good: 'FROM alpine:3.22\nCOPY --from=nginx:1.29 /etc/nginx /etc/nginx\nCOPY --from=ghcr.io/a/b /c /\n' },
  ],
  nodes: ['file'],
  check({ stages, references }) {
    return references().flatMap((reference) => findingAt(reference, stages) ?? []);
  },
};

/** So many stages are compared with a name that is none of them. */
const maxStages = 100;

function findingAt(
  { name, span, instruction, target, from }: StageReference,
  stages: readonly Stage[],
): Finding | undefined {
  // A stage that comes later, a number, a variable and capital letters are errors of their own.
  if (instruction.kind === 'from' || target || !/^[a-z][a-z0-9_.-]*$/.test(name) || name === 'scratch')
    return undefined;
  const names = stages
    .slice(0, maxStages)
    .flatMap((stage) => (stage.name && stage.index < from.index ? stage.name.text : []));
  const meant = closest(name, names);
  if (meant === undefined) {
    const text = message('No stage before is called {0}, and an image should have a tag.', name);
    return { span, message: text };
  }
  return {
    span,
    message: message('No stage before is called {0}. Did you mean {1}?', name, meant),
    fixes: [{ title: message('Change to {0}', meant), edits: [{ span, newText: meant }], preferred: true }],
  };
}
