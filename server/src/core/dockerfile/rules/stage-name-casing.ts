import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { DockerfileRule } from '../rule.ts';

export const stageNameCasing: DockerfileRule<'stage'> = {
  id: 'StageNameCasing',
  aliases: [],
  severity: 'warning',
  category: 'style',
  summary: 'The names of stages are written in lower case.',
  why:
    'The builder keeps stage names in lower case. `COPY --from=Build` finds the stage all the same, but `FROM Build` ' +
    'does not: it looks for an image of that name, and fails. Lower case means the same thing everywhere.',
  examples: [
    {
      bad: 'FROM alpine:3.22 AS «Build»\nRUN make\nFROM scratch\nCOPY --from=Build /app /app\n',
      fixed: 'FROM alpine:3.22 AS build\nRUN make\nFROM scratch\nCOPY --from=build /app /app\n',
    },
    {
      bad: 'FROM golang:1.25 AS «deps_A»\nFROM golang:1.25\nRUN --mount=type=bind,from=deps_A,target=/src make\n',
      fixed: 'FROM golang:1.25 AS deps_a\nFROM golang:1.25\nRUN --mount=type=bind,from=deps_a,target=/src make\n',
    },
    { good: 'FROM alpine:3.22 AS build\nFROM build\n' },
  ],
  nodes: ['stage'],
  check(stage, model) {
    const { name } = stage;
    if (!name || name.text === name.text.toLowerCase()) return noFindings;
    const newText = name.text.toLowerCase();
    const title = message('Rename the stage to {0}, everywhere', newText);
    const edits = [{ span: name.span, newText }, ...referencesTo(stage, model, newText)];
    return [
      {
        span: name.span,
        message: message('The stage name {0} should be in lower case.', name.text),
        fixes: [{ title, edits, preferred: true }],
      },
    ];
  },
};

/** A `FROM Build` names no stage now, but it means the one of that name. */
function referencesTo(stage: Stage, model: DockerfileModel, newText: string): readonly TextEdit[] {
  const references = model.references().byName.get(newText) ?? [];
  return references
    .filter(({ target, from }) => target === stage || (target === undefined && from.index > stage.index))
    .filter(({ name }) => name !== newText)
    .map(({ span }) => ({ span, newText }));
}
