import { expect, test } from 'vitest';
import { faultPlace } from '../../../server/src/core/compose/faultPlace.ts';
import type { Fault } from '../../../server/src/core/compose/faultPlace.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { mark, marked } from '../../helpers/marks.ts';

const web = { container: 'app-web-1' };

// The place that is marked is the one that a fault comes from; where nothing is marked, none is known.
test.each<[string, Omit<Fault, 'subject'> & Partial<Fault>]>([
  [
    'services: {db: {ports: ["80:80"]}, web: {ports: [81:81, «"8080:80"»]}}',
    { about: 'ports', subject: '8080', ...web },
  ],
  [
    'services:\n  web:\n    ports:\n      - 9000:9000\n      - «127.0.0.1:8000-8100:80»\n',
    { about: 'ports', subject: '8080' },
  ],
  [
    'services:\n  web:\n    ports:\n      - «target: 80\n        published: 8080»\n',
    { about: 'ports', subject: '8080', ...web },
  ],
  ['services:\n  «web»:\n    ports: ["${PORT}:80"]\n', { about: 'ports', subject: '8080', ...web }],
  ['services: {db: {image: a}, web: {image: «nope:1»}}', { about: 'image', service: 'web' }],
  ['services: {web: {build: «.»}}', { about: 'build', service: 'web' }],
  ['services:\n  web:\n    «build»:\n      context: .\n', { about: 'build', service: 'web' }],
  [
    'services: {a: {container_name: «other»}, web: {image: x}}',
    { about: 'container_name', subject: 'other', container: 'other' },
  ],
  ['services: {web: {volumes: [a:/b, «"/nope/x:/x"»]}}', { about: 'volumes', subject: '/nope/x', ...web }],
  ['services: {web: {volumes: [«./conf.d:/x:ro»]}}', { about: 'volumes', subject: '/work/app/conf.d', ...web }],
  [
    'services: {web: {volumes: [«{type: bind, source: ./a, target: /x}»]}}',
    { about: 'volumes', subject: '/w/a', ...web },
  ],
  [
    'services: {web: {secrets: [s]}}\nsecrets: {s: {file: «./s.txt»}}',
    { about: 'volumes', subject: '/w/s.txt', ...web },
  ],
  [
    'services: {web: {networks: [n]}}\nnetworks: {«n»: {external: true, name: gone}}',
    { about: 'networks', subject: 'gone' },
  ],
  ['services: {web: {image: x}}\nvolumes: {«data»: {external: true}}', { about: 'volumes', subject: 'data' }],
  ['services: {web: {command: «nosuch -x»}}', { about: 'command', subject: 'nosuch', ...web }],
  ['services: {web: {«entrypoint»: [nosuch], command: x}}', { about: 'command', subject: 'nosuch', ...web }],
  ['services: {web: {«entrypoint»: [nosuch]}}', { about: 'command', subject: 'nosuch', ...web }],
  ['services: {web: {devices: [«/dev/nope:/dev/x»]}}', { about: 'devices', subject: '/dev/nope', ...web }],
  ['services: {web: {user: «nobody»}}', { about: 'user', subject: 'nobody', ...web }],
  ['services: {web: {networks: {n: {ipv4_address: «1.2.3.4»}}}}', { about: 'networks', ...web }],
  ['services: {db: {«healthcheck»: {test: x}}, web: {image: x}}', { about: 'healthcheck', container: 'app-db-1' }],
  ['services: {«my-web»: {image: x}, web: {image: y}}', { about: '', container: 'app-my-web-1' }],
  ['services: {web: {image: x}}', { about: 'ports', subject: '80' }],
  ['services: {web: {image: x}}', { about: '' }],
  ['not a map', { about: 'image', service: 'web' }],
])('%j', (source, fault) => {
  const { text } = marked(source);
  const place = faultPlace(parseCompose(text), { subject: '', ...fault });
  expect(mark(text, place ? [place] : [])).toBe(source);
});
