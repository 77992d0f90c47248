import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';

const pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

export const dl3053 = labelRule({
  id: 'DL3053',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be a time is one, as RFC 3339 writes it.',
  why: 'Programs compare the label: date and time with a time zone, as in `2026-03-01T12:00:00Z`.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL rfc3339=«yesterday»\nLABEL rfc3339=«2026-13-01T12:00:00Z» other=x\n',
      settings: { labelSchema: { rfc3339: 'rfc3339' } },
    },
    {
      good: 'FROM alpine:3.22\nLABEL rfc3339=2026-03-01T12:00:00.5+01:00\nLABEL rfc3339="2026-03-01 12:00:00Z"\n',
      settings: { labelSchema: { rfc3339: 'rfc3339' } },
    },
  ],
  type: 'rfc3339',
  isValid: (value) => pattern.test(value),
  problem: (label, value) =>
    message('The label {0} should be a time such as 2026-03-01T12:00:00Z, and {1} is none.', label, value),
});
