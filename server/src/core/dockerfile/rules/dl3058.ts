import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';

export const dl3058 = labelRule({
  id: 'DL3058',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be an e-mail address is one.',
  why: 'Who has a question about the image writes to this address, so it should be nothing but one.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL email=«me»\nLABEL email=«"Me <me@example.com>"»\n',
      settings: { labelSchema: { email: 'email' } },
    },
    { good: 'FROM alpine:3.22\nLABEL email="me@example.com" other=x\n', settings: { labelSchema: { email: 'email' } } },
  ],
  type: 'email',
  isValid: (value) => /^[^\s@"<>(),:;[\]]+@[\w-]+(?:\.[\w-]+)*$/.test(value),
  problem: (label, value) => message('The label {0} should be an e-mail address, and {1} is none.', label, value),
});
