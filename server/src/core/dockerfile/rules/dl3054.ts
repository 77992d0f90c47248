import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';
import { isLicense } from '../lint/spdx.ts';

export const dl3054 = labelRule({
  id: 'DL3054',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be a license has an identifier of SPDX.',
  why: 'Programs that look through licenses know them by these names only, such as `Apache-2.0` or `MIT OR GPL-3.0-or-later`.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL spdx=«Apache»\nLABEL spdx=«"MIT OR"»\nLABEL spdx=«"MIT BSD-3-Clause"»\n',
      settings: { labelSchema: { spdx: 'spdx' } },
    },
    {
      good: 'FROM alpine:3.22\nLABEL spdx=MIT\nLABEL spdx="(Apache-2.0 OR GPL-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0"\n',
      settings: { labelSchema: { spdx: 'spdx' } },
    },
  ],
  type: 'spdx',
  isValid: isLicense,
  problem: (label, value) =>
    message('The label {0} should be a license of SPDX such as Apache-2.0, and {1} is none.', label, value),
});
