// What the tutorials teach: their mistakes are found, and one sentence says what to do.
import { expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { rules } from '../../../server/src/core/dockerfile/rules/index.ts';

function codes(text: string): readonly string[] {
  return dockerfile.diagnose(dockerfile.parse(text)).map(({ code }) => code);
}

test.each([
  ['FROM debian:12\nRUN apt-get update\nRUN apt-get install -y gcc\nRUN make install', 'apt-update-alone'],
  ['FROM debian:12\nRUN apt-get install -y gcc\nRUN make install', 'build-tools-in-image'],
  ['FROM ubuntu:24.04\nRUN cd /app\nRUN echo "hello" > world.txt', 'lost-cd'],
  ['FROM node:20\nCOPY ../package.json /app', 'copy-outside-context'],
  ['FROM node:20\nCOPY /opt/xxxx /app', 'copy-outside-context'],
  ['FROM ubuntu:24.04\nCMD service nginx start', 'main-process-in-background'],
  ['FROM alpine:3.20\nENV key1=value1, key2=value2', 'comma-between-pairs'],
  ["FROM python:3.12-slim\nCMD ['python', 'a.py']", 'JSONArgsRecommended'],
  ['FROM python:3.12\nCOPY . /app\nRUN pip install -r requirements.txt', 'sources-before-install'],
  ['FROM golang:1.25\nCOPY app /root/app\nRUN chmod a+x /root/app', 'permissions-after-copy'],
])('%j: %s', (text, code) => expect(codes(text)).toContain(code));

test.each([
  'FROM nginx:1.25\nCMD nginx -g "daemon off;"',
  'FROM alpine:3.20\nENV VERSION=1.0 DEBUG=on \\\n    NAME="Happy Feet"',
  'FROM alpine:3.20\nCOPY --chown=10:11 files* /mydir/',
  'FROM debian:12\nENTRYPOINT ["/bin/ping"]\nCMD ["localhost"]',
])('nothing of ours in %j', (text) => {
  expect(codes(text).filter((code) => /^[a-z]/.test(code))).toEqual([]);
});

test('One place has one finding of a kind: what the builder says is not said again', () => {
  const text = "FROM alpine:3.20\nENV A=1 B=$A\nUSER 1\nCMD ['a', 'b']\n";
  const found = dockerfile.diagnose(dockerfile.parse(text), { ...defaultLintOptions, profile: 'strict' });
  const places = found.map(({ span }) => `${span.start}`);
  expect(places).toEqual([...new Set(places)]);
});

test('No rule is an error: the builder accepts these files', () => {
  expect(
    rules.filter(({ severity }) => severity !== 'warning' && severity !== 'information' && severity !== 'hint'),
  ).toEqual([]);
});
