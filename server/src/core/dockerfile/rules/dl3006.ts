import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3006: DockerfileRule<'stage'> = {
  id: 'DL3006',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'The base image has a tag or a digest.',
  why:
    'Without a tag `latest` is meant: whatever is the newest image on the day of the build. What works today may break ' +
    'tomorrow, and nobody can tell which version an old image was built on. Name a version, such as `debian:13`.',
  examples: [
    { bad: 'FROM «debian»\n' },
    { bad: 'FROM golang:1.25 AS build\nFROM --platform=linux/arm64 «localhost:5000/team/app» AS run\n' },
    { good: 'FROM golang:1.25 AS build\nFROM build AS test\n' },
    { good: 'FROM scratch\n' },
    { good: 'FROM golang:1.25 AS Build\nFROM Build AS test\n' },
    { good: 'ARG IMAGE=debian\nFROM $IMAGE\nFROM ${REGISTRY}/app\nFROM registry.example.com/$IMAGE\n' },
    { good: 'FROM ruby@sha256:88a15d3eb74fa63ea4e2dd6b06f9e5ae33a4b0a49a1fd4bd0a3b9e3f3d0c1f5e\n' },
  ],
  nodes: ['stage'],
  check({ base, baseStage }) {
    if (!base || baseStage) return noFindings;
    const image = unquoted(base.text);
    const name = image.slice(image.lastIndexOf('/') + 1);
    // A name in capital letters is an error already.
    if (image !== image.toLowerCase()) return noFindings;
    if (image === 'scratch' || image.startsWith('$') || name === '' || /[:@$]/.test(name)) return noFindings;
    const text = message('{0} has no tag, so the newest image is taken, whatever it is. Name a version.', image);
    return [{ span: base.span, message: text }];
  },
};
