import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const stageNameCasing: DockerfileRule<'file'> = {
  id: 'StageNameCasing',
  aliases: [],
  severity: 'warning',
  profile: 'build',
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
  nodes: ['file'],
  check(model) {
    if (model.stages.every(({ name }) => name?.text === name?.text.toLowerCase())) return noFindings;
    const renames = renamesOf(model);
    return model.stages.flatMap((stage): readonly Finding[] => {
      const { name } = stage;
      const newText = name?.text.toLowerCase();
      if (!name || newText === undefined || name.text === newText) return [];
      const title = message('Rename the stage to {0}, everywhere', newText);
      const edits = [{ span: name.span, newText }, ...(renames.get(stage) ?? [])];
      const text = message('The stage name {0} should be in lower case.', name.text);
      return [{ span: name.span, message: text, fixes: [{ title, edits, preferred: true }] }];
    });
  },
};

/** For each stage, the edits that write its name in lower case where it is used. */
function renamesOf({ stages, references }: DockerfileModel): ReadonlyMap<Stage, readonly TextEdit[]> {
  const renames = new Map<Stage, TextEdit[]>();
  const before = new Map<string, Stage>();
  let next = 0;
  for (const { name, span, target, from } of references()) {
    for (; next < from.index; next++) remember(before, stages[next]);
    const newText = name.toLowerCase();
    // `FROM Build` names no stage, but it means the one of that name.
    const stage = target ?? before.get(newText);
    if (!stage || name === newText || stage.name?.text.toLowerCase() !== newText) continue;
    const edits = renames.get(stage);
    if (edits) edits.push({ span, newText });
    else renames.set(stage, [{ span, newText }]);
  }
  return renames;
}

function remember(stages: Map<string, Stage>, stage: Stage | undefined): void {
  if (stage?.name) stages.set(stage.name.text.toLowerCase(), stage);
}
