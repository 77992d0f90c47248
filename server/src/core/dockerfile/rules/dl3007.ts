import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3007: DockerfileRule<'from'> = {
  id: 'DL3007',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'The tag of the base image is a version, not latest.',
  why:
    'What `latest` means changes with every release of the image. What works today may break tomorrow, and nobody can ' +
    'tell which version an old image was built on. Name a version, such as `debian:13`.',
  examples: [
    { bad: 'FROM debian:«latest»\nFROM "localhost:5000/app:«latest»" AS run\n' },
    { bad: 'ARG IMAGE=debian\nFROM $IMAGE:«latest»\n' },
    { good: 'FROM debian:13\nFROM latest:1\n' },
    {
      good: 'FROM debian:latest@sha256:88a15d3eb74fa63ea4e2dd6b06f9e5ae33a4b0a49a1fd4bd0a3b9e3f3d0c1f5e\n',
    },
  ],
  nodes: ['from'],
  check({ words, line }) {
    const [base] = words;
    const found = base && /:latest(?=["']?$)/.exec(base.text);
    if (!found) return noFindings;
    const start = base.at + found.index + 1;
    const span = sourceSpan(line, start, start + 'latest'.length);
    return [{ span, message: message('What latest means changes over time. Name a version.') }];
  },
};
