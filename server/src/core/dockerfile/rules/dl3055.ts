import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';

export const dl3055 = labelRule({
  id: 'DL3055',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be a Git commit has its hash.',
  why: 'With the hash one finds the sources of an image: 7 digits, or all 40, hexadecimal and in lower case.',
  examples: [
    { bad: 'FROM alpine:3.22\nLABEL hash=«main»\nLABEL hash=«2dbfae»\n', settings: { labelSchema: { hash: 'hash' } } },
    {
      good: 'FROM alpine:3.22\nLABEL hash=2dbfae9\nLABEL hash=43c572f1272b6b3171dd1db9e41b7027128ce080\nLABEL hash=${COMMIT}\n',
      settings: { labelSchema: { hash: 'hash' } },
    },
  ],
  type: 'hash',
  isValid: (value) => /^(?:[\da-f]{7}|[\da-f]{40}|[\da-f]{64})$/.test(value),
  problem: (label, value) =>
    message('The label {0} should be the hash of a Git commit, and {1} is none.', label, value),
});
