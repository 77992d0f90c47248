import { noFindings } from '../../lint/rule.ts';
import { officialImages } from '../../image/official.ts';
import { parseReference } from '../../image/reference.ts';
import { message } from '../../text/message.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const movingTag: DockerfileRule<'from'> = {
  id: 'moving-tag',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'The tag of an official image names a version, not only a variant.',
  why:
    '`python:slim` is the newest Python in a small image: it moves to the next version by itself, just as `latest` does. ' +
    'Put the version before: `python:3.13-slim`. For `latest`, DL3007 says it.',
  examples: [
    { bad: 'FROM python:«slim»\n' },
    { bad: 'FROM node:«alpine» AS build\nFROM docker.io/library/php:«fpm-alpine»\nFROM python:«slim-bookworm»\n' },
    { good: 'FROM python:3.13-slim\nFROM node:lts-alpine\nFROM debian:bookworm-slim\nFROM nginx:latest\n' },
    { good: 'FROM example.com/python:slim\nFROM me/app:alpine\nFROM python:$TAG\nFROM python\n' },
    {
      good: 'FROM python:slim@sha256:88a15d3eb74fa63ea4e2dd6b06f9e5ae33a4b0a49a1fd4bd0a3b9e3f3d0c1f5e\n',
    },
  ],
  nodes: ['from'],
  check({ words, line }) {
    const [base] = words;
    const parsed = base && parseReference(base.text);
    if (!base || parsed?.kind !== 'reference') return noFindings;
    const { domain, path, tag, digest } = parsed.reference;
    if (tag === undefined || digest !== undefined || domain !== 'docker.io' || !path.startsWith('library/'))
      return noFindings;
    const name = path.slice('library/'.length);
    if (!officialImages.includes(name) || systems.has(name)) return noFindings;
    if (!tag.split('-').every((part) => variants.has(part))) return noFindings;
    const end = base.at + base.text.length;
    const text = message('The tag {0} names no version, so what it means changes over time.', tag);
    return [{ span: sourceSpan(line, end - tag.length, end), message: text }];
  },
};

/** Whose code names are versions. */
const systems = new Set(['alpine', 'debian', 'ubuntu', 'buildpack-deps', 'busybox']);

/** Parts of tags that say what an image is made of, and not which version it has. */
const variants = new Set(
  'alpine slim fpm apache cli zts jdk jre perl otel management bullseye bookworm trixie focal jammy noble'.split(' '),
);
