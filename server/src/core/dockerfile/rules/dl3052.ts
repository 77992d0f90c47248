import { message } from '../../text/message.ts';
import { labelRule } from '../lint/labelSchema.ts';

export const dl3052 = labelRule({
  id: 'DL3052',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings say to be a URL is one.',
  why: 'Who reads the label follows it: a page of the project, or its sources. It begins with a scheme, as `https://`.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL a=b url=«"example"»\nONBUILD LABEL url=«a/b»\n',
      settings: { labelSchema: { url: 'url' } },
    },
    {
      good: 'FROM alpine:3.22\nLABEL url="https://example.com/a?b=c#d" other=x\nLABEL url=$URL\n',
      settings: { labelSchema: { url: 'url' } },
    },
  ],
  type: 'url',
  isValid: (value) => /^[a-z][a-z\d+.-]*:(?:\/\/)?[^\s"<>\\^`{|}]+$/i.test(value),
  problem: (label, value) => message('The label {0} should be a URL, and {1} is none.', label, value),
});
