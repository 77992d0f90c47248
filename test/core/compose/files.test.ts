import { expect, test } from 'vitest';
import { fileReferences } from '../../../server/src/core/compose/files.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { mark, marked } from '../../helpers/marks.ts';

test('files that are read with this one', () => {
  const source = `include:
  - «a.yaml»
  - path: [«b.yaml», "\${C}.yaml"]
    env_file: «b.env»
  - oci://example.com/c
services:
  web:
    extends: {file: «d.yaml», service: web}
    env_file:
      - «e.env»
      - path: «f.env»
        required: false
    label_file: «g»
  debug:
    profiles: [debug]
    image: x
    env_file: «h.env»
`;
  const { text } = marked(source);
  const found = fileReferences(parseCompose(text));
  expect(
    mark(
      text,
      found.map(({ span }) => span),
    ),
  ).toBe(source);
  expect(found.map(({ path, kind, isRequired }) => `${path} ${kind}${isRequired ? '' : '?'}`)).toEqual([
    'a.yaml compose',
    'b.yaml compose',
    'b.env variables',
    'd.yaml compose',
    'e.env variables',
    'f.env variables?',
    'g labels',
    'h.env variables?',
  ]);
});
