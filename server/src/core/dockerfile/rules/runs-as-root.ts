import { noFindings } from '../../lint/rule.ts';
import { officialImages } from '../../image/official.ts';
import { message } from '../../text/message.ts';
import { shippedStages } from '../lint/shippedStages.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { baseImageOf } from '../stageFacts.ts';

export const runsAsRoot: DockerfileRule<'file'> = {
  id: 'runs-as-root',
  aliases: [],
  severity: 'hint',
  profile: 'strict',
  category: 'security',
  summary: 'An image says by USER who runs its program.',
  why:
    'Without USER the program runs as root, with every right in the container. Create a user without privileges and ' +
    'name it before CMD; the images of Node.js bring one along, `node`. Where USER names root, DL3002 says it.',
  examples: [
    { bad: 'FROM debian:13\nEXPOSE 80\n«CMD» ["server"]\n' },
    { bad: 'FROM golang:1.25 AS build\nUSER app\nFROM alpine:3.22\n«ENTRYPOINT» ["server"]\nCMD ["-v"]\n' },
    { good: 'FROM debian:13 AS base\nUSER app\nFROM base\nCMD ["server"]\n' },
    { good: 'FROM gcr.io/distroless/static:nonroot\nCMD ["/server"]\n' },
    { good: 'FROM debian:13\nRUN true\n' },
  ],
  nodes: ['file'],
  check(model) {
    const shipped = shippedStages(model);
    const last = shipped.at(-1);
    const start = last?.instructions.find(({ kind }) => kind === 'entrypoint' || kind === 'cmd');
    if (!last || !start || shipped.some(({ instructions }) => instructions.some(({ kind }) => kind === 'user')))
      return noFindings;
    // Other images may have a user of their own.
    if (!officialImages.includes(baseImageOf(last) ?? '')) return noFindings;
    return [
      { span: start.keyword.span, message: message('This runs as root. Choose a user without privileges by USER.') },
    ];
  },
};
