import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { shippedStages } from '../lint/shippedStages.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const nothingToStart: DockerfileRule<'file'> = {
  id: 'nothing-to-start',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'An image on scratch that is there to be run has a CMD or an ENTRYPOINT.',
  why:
    'The image `scratch` is empty and starts nothing by itself: without CMD and ENTRYPOINT `docker run` fails, unless it ' +
    'names a program. An image of files alone, without ports or users, is left in peace.',
  examples: [
    { bad: 'FROM golang:1.25 AS build\n«FROM» scratch\nCOPY --from=build /server /\nEXPOSE 80\n' },
    { bad: 'FROM scratch AS base\nUSER 1\n«FROM» base\n' },
    { good: 'FROM scratch\nCOPY server /\nEXPOSE 80\nENTRYPOINT ["/server"]\n' },
    { good: 'FROM scratch AS files\nCOPY a /\n' },
    { good: 'FROM nginx:1.29\nEXPOSE 80\n' },
  ],
  nodes: ['file'],
  check(model) {
    const shipped = shippedStages(model);
    const last = shipped.at(-1);
    const kinds = new Set(shipped.flatMap(({ instructions }) => instructions.map(({ kind }) => kind)));
    if (!last || shipped[0]?.baseName !== 'scratch' || kinds.has('cmd') || kinds.has('entrypoint')) return noFindings;
    if (!kinds.has('expose') && !kinds.has('user') && !kinds.has('healthcheck')) return noFindings;
    const text = message('This image starts nothing. Add an ENTRYPOINT or a CMD.');
    return [{ span: last.from.keyword.span, message: text }];
  },
};
