import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';

const pattern =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/;

export const dl3056 = labelRule({
  id: 'DL3056',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be a version is a semantic one.',
  why: 'Programs compare versions by their three numbers, as semver.org says: `1.2.3`, or `1.2.3-rc.1`, without a v before.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL semver=«v1.2.3»\nLABEL semver=«1.2»\nLABEL semver=«01.2.3»\n',
      settings: { labelSchema: { semver: 'semver' } },
    },
    {
      good: 'FROM alpine:3.22\nLABEL semver=1.2.3\nLABEL semver=1.0.0-rc.1+build.5\n',
      settings: { labelSchema: { semver: 'semver' } },
    },
  ],
  type: 'semver',
  isValid: (value) => pattern.test(value),
  problem: (label, value) => message('The label {0} should be a version such as 1.2.3, and {1} is none.', label, value),
});
