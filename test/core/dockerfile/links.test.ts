import { expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';

const cases: readonly (readonly [string, ...string[]])[] = [
  ['FROM «alpine»', 'https://hub.docker.com/_/alpine'],
  [`FROM --platform=linux/amd64 «alpine:3.22@sha256:${'a'.repeat(64)}»`, 'https://hub.docker.com/_/alpine'],
  ['FROM «library/node:22» AS b', 'https://hub.docker.com/_/node'],
  ['FROM «docker.io/grafana/grafana»', 'https://hub.docker.com/r/grafana/grafana'],
  ['FROM «ghcr.io/astral-sh/uv:latest»', 'https://ghcr.io/astral-sh/uv'],
  ['FROM «quay.io/prometheus/busybox»', 'https://quay.io/repository/prometheus/busybox'],
  ['FROM «mcr.microsoft.com/dotnet/sdk:9.0»', 'https://mcr.microsoft.com/artifact/mar/dotnet/sdk'],
  ['FROM «gcr.io/distroless/static»', 'https://gcr.io/distroless/static'],
  ['FROM «europe-docker.pkg.dev/a/b/c»', 'https://europe-docker.pkg.dev/a/b/c'],
  ['FROM «public.ecr.aws/docker/library/alpine»', 'https://gallery.ecr.aws/docker/library/alpine'],
  ['FROM «nvcr.io/nvidia/cuda:12»', 'https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda'],
  ['FROM «nvcr.io/nvidia/k8s/dcgm»', 'https://catalog.ngc.nvidia.com/orgs/nvidia/teams/k8s/containers/dcgm'],
  ['FROM «alpine:$TAG»', 'https://hub.docker.com/_/alpine'],
  ['FROM «alpine:3.${MINOR:-22}»', 'https://hub.docker.com/_/alpine'],
  ['FROM scratch\nCOPY --from=«nginx:1» /a /b', 'https://hub.docker.com/_/nginx'],
  ['FROM scratch\nRUN --mount=from=«nginx»,target=/x y', 'https://hub.docker.com/_/nginx'],
  ['# syntax=«docker/dockerfile:1» x\nFROM scratch', 'https://hub.docker.com/r/docker/dockerfile'],
  [
    'FROM scratch\nADD «https://example.com/a.tgz» «http://b.org/c?d» /x',
    'https://example.com/a.tgz',
    'http://b.org/c?d',
  ],
  ['FROM scratch\nADD ["«https://example.com/a»", "/x"]', 'https://example.com/a'],
  ['FROM scratch\nONBUILD ADD «https://example.com/a» /x', 'https://example.com/a'],
];

test.each(cases)('%j', (source, ...hrefs) => {
  const { text } = marked(source);
  const found = dockerfile.links?.(dockerfile.parse(text)) ?? [];
  expect(
    mark(
      text,
      found.map(({ span }) => span),
    ),
  ).toBe(source);
  expect(found.map(({ href }) => href)).toEqual(hrefs);
});

test.each([
  'FROM scratch',
  'FROM localhost/a',
  'FROM localhost:5000/a',
  'FROM registry.example.com/a/b',
  'FROM evilghcr.io/a/b',
  'FROM ghcr.io.example.com/a/b',
  'FROM a/b/c',
  'FROM $IMAGE',
  'FROM alpine$X',
  'FROM $HOST/alpine:3',
  'FROM localhost:$PORT/alpine',
  'FROM alpine@$DIGEST',
  'FROM Alpine',
  'FROM <script>',
  'FROM',
  'FROM scratch AS b\nFROM b\nCOPY --from=b x y\nCOPY --from=0 x y\nCOPY --from=7 x y',
  'FROM scratch\nADD https://example.com/$V /x',
  'FROM scratch\nADD https://example.com',
  'FROM scratch\nADD a /x',
  'FROM scratch\nADD ["https://example.com/\\u0061", "/x"]',
  '# escape=`\nFROM scratch',
])('No link in %j', (text) => expect(dockerfile.links?.(dockerfile.parse(text))).toEqual([]));
