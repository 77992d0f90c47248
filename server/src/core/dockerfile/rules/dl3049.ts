import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { literal, withoutOnbuild } from '../lint/literals.ts';
import type { Stage } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { StageNames } from '../lint/stageNames.ts';
import { hasName, namesOn } from '../lint/stageNames.ts';

export const dl3049: DockerfileRule<'file'> = {
  id: 'DL3049',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'An image has the labels that the settings ask for.',
  why:
    'Labels tell who made an image, of what, and under which license. Which ones a team wants is said once, in the ' +
    'settings. A stage that others only copy files from needs none. Without such settings nothing is reported.',
  examples: [
    { bad: '«FROM» alpine:3.22\nLABEL a=1\n', settings: { labelSchema: { a: 'text', version: 'text' } } },
    {
      bad: 'FROM golang:1.25 AS build\n«FROM» alpine:3.22\nCOPY --from=build /a /\n',
      settings: { labelSchema: { version: 'semver' } },
    },
    {
      good: 'FROM alpine:3.22 AS base\nLABEL "version"=1 a=b\nFROM base\n',
      settings: { labelSchema: { a: 'text', version: 'semver' } },
    },
    { good: 'FROM alpine:3.22\n' },
  ],
  nodes: ['file'],
  check({ stages, references }, { options }) {
    const wanted = Object.keys(options.labelSchema);
    if (wanted.length === 0) return [];
    const copied = new Set(
      references().map(({ instruction, target }) => (instruction.kind === 'from' ? undefined : target)),
    );
    const labels = new Map<Stage, StageNames>();
    return stages.flatMap((stage): readonly Finding[] => {
      const names = namesOn(stage.baseStage && labels.get(stage.baseStage));
      for (const label of labelsOf(stage)) names.own.add(label);
      labels.set(stage, names);
      if (copied.has(stage)) return [];
      const missing = wanted.filter((label) => !hasName(names, label));
      const { span } = stage.from.keyword;
      return missing.map((label) => ({ span, message: message('The label {0} is missing.', label) }));
    });
  },
};

function labelsOf({ instructions }: Stage): readonly string[] {
  return instructions.flatMap((instruction) => {
    const inner = withoutOnbuild(instruction);
    return inner.kind === 'label' ? inner.pairs.flatMap(({ name }) => literal(name.text) ?? []) : [];
  });
}
