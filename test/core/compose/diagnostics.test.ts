import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { mark, marked } from '../../helpers/marks.ts';

/** What a text is expected to be told: its marks are the places, `says` the codes and words in their order. */
interface Expectation {
  readonly text: string;
  readonly says: readonly string[];
  /** The text after the first fix of each finding that has one. */
  readonly fixed?: string;
}

function check({ text: source, says, fixed }: Expectation): void {
  const { text } = marked(source);
  const found = compose.diagnose(compose.parse(text)).filter(({ isRule }) => !isRule);
  expect(found.map(describeDiagnostic)).toEqual(says);
  expect(
    mark(
      text,
      found.map(({ span }) => span),
    ),
  ).toBe(source);
  if (fixed === undefined) return;
  const edits = found.flatMap(({ fixes = [] }) => fixes[0]?.edits ?? []);
  expect(applyEdits(text, edits)).toBe(fixed);
}

function describeDiagnostic({ severity, code, message }: Diagnostic): string {
  return `${severity} ${code}: ${render(message, (template) => template)}`;
}

const service = (body: string): string =>
  `services:\n  web:\n    image: nginx\n${body
    .split('\n')
    .map((line) => (line === '' ? line : `    ${line}`))
    .join('\n')}`;

const takenForExtension = (name: string): string =>
  `error invalid-key: Compose takes ${name} for an extension here, because it begins with \`x-\`. Choose another name.`;

const withoutSource = (kind: string): string =>
  `services: { web: { image: nginx } }\n${kind}:\n  ${kind === 'secrets' ? '«a»' : 'a'}: { external: false }\n`;

describe('keys', () => {
  test('a name that Compose takes for an extension', () => {
    const declared = '\nnetworks:\n  x-front: {}\n';
    check({ text: service('networks: [default, «x-front»]') + declared, says: [takenForExtension('x-front')] });
    check({
      text: service('networks:\n  «x-front»:\n    aliases: [a]') + declared,
      says: [takenForExtension('x-front')],
    });
    check({ text: service('profiles: [dev]\nnetworks: [x-front]') + declared, says: [] });
    check({ text: service('extra_hosts: { «x-host»: 10.0.0.1 }\n'), says: [takenForExtension('x-host')] });
    check({ text: service('extra_hosts: ["x-host=10.0.0.1"]\nenvironment: { x-a: b }\n'), says: [] });
  });

  test('a config for which `external` is said needs no source, a secret does', () => {
    check({ text: withoutSource('configs'), says: [] });
    check({
      text: withoutSource('secrets'),
      says: ['error missing-key: a needs to say where its content comes from, by one of: file, environment.'],
    });
  });

  test('a slip of the pen is mended', () => {
    check({
      text: service('«enviroment»:\n  A: b\n'),
      says: ['error unknown-key: There is no key enviroment here. Did you mean environment?'],
      fixed: service('environment:\n  A: b\n'),
    });
  });

  test('deep keys are known too', () => {
    check({
      text: service('healthcheck:\n  «intervall»: 5s\n'),
      says: ['error unknown-key: There is no key intervall here. Did you mean interval?'],
    });
  });

  test('a key that belongs elsewhere is told where', () => {
    check({
      text: service('«replicas»: 2\n«secrets_»: 1\n'),
      says: [
        'error unknown-key: There is no key replicas here. It belongs under deploy.',
        'error unknown-key: There is no key secrets_ here. Did you mean secrets?',
      ],
    });
    check({
      text: 'services: {}\n«restart»: always\n',
      says: ['error unknown-key: There is no key restart here. It belongs under services.'],
    });
    check({
      text: service('«include»: []\n'),
      says: ['error unknown-key: There is no key include in a service. It belongs at the top level.'],
    });
  });

  test('the mend of a line that is indented too little is made once, however many services follow', () => {
    const services = Array.from({ length: 50 }, (_, index) => ` s${index}:\n    image: nginx\n`).join('');
    const text = `services:\n  web:\n    image: nginx\n${services}`;
    const found = compose.diagnose(compose.parse(text)).flatMap(({ fixes = [] }) => fixes);
    const wrapping = found.filter(({ title }) => title.text.startsWith('Put all services'));
    expect(new Set(wrapping.map(({ edits }) => edits)).size).toBeLessThanOrEqual(1);
  });

  test('a file of the first format gets its services wrapped', () => {
    check({
      text: '«web»:\n  image: nginx\n\n  ports:\n    - "80"\n«db»:\n  build: .\n',
      says: [
        'error unknown-key: The service web must stand under the top-level key `services:`.',
        'error unknown-key: The service db must stand under the top-level key `services:`.',
      ],
    });
    const text = 'version: "3"\nweb:\n  image: nginx\n\n  command: |\n    a\n\n# both\ndb:\n  build: .\n';
    const found = compose.diagnose(compose.parse(text)).find(({ isRule }) => !isRule);
    expect(applyEdits(text, found?.fixes?.[0]?.edits ?? [])).toBe(
      'version: "3"\nservices:\n  web:\n    image: nginx\n\n    command: |\n      a\n\n  # both\n  db:\n    build: .\n',
    );
  });

  test('x- keys are free where Compose has them free', () => {
    check({ text: 'x-a: {b: 1}\n' + service('x-b: [1]\n'), says: [] });
    check({
      text: 'volumes:\n  x-b:\n    «foo»: 1\nservices: {}\n',
      says: ['error unknown-key: There is no key foo here.'],
    });
  });

  test('names have few letters', () => {
    check({
      text: 'services:\n  «my web»:\n    image: nginx\n',
      says: ['error invalid-key: my web is no name: it may have letters, digits, dots, underscores and dashes only.'],
    });
  });

  test('required keys', () => {
    check({
      text: service('depends_on:\n  «db»: {}\nvolumes:\n  - type: «bind»\n    target: /x\n') + '  db: {image: x}\n',
      says: [
        'error missing-key: db needs the key condition.',
        'error missing-key: A mount of type bind needs `source`: the path on the host.',
      ],
    });
  });
});

describe('values', () => {
  test('numbers where text belongs get quotes', () => {
    check({
      text: service('user: «1000»\nhostname: «1.10»\n'),
      says: [
        'error wrong-type: user must be text. Put numbers, dates, true and false in quotes.',
        'error wrong-type: hostname must be text. Put numbers, dates, true and false in quotes.',
      ],
      fixed: service('user: "1000"\nhostname: "1.10"\n'),
    });
  });

  test('a value where a list belongs becomes one', () => {
    check({
      text: service('ports: «8080:80»\n'),
      says: ['error wrong-type: ports must be a list: each item begins with a dash and a space.'],
      fixed: service('ports: [8080:80]\n'),
    });
  });

  test('a key without its value', () => {
    check({
      text: service('«ports»:\n«environment»:\n'),
      says: [
        'error wrong-type: ports must be a list: each item begins with a dash and a space.',
        'error wrong-type: environment must be a list or a map.',
      ],
    });
    check({ text: service('command:\ndeploy:\n'), says: [] });
  });

  test('closed sets of values', () => {
    check({
      text: service('cgroup: «hots»\n'),
      says: ['error invalid-value: hots is no value for cgroup. It can be: private, host.'],
      fixed: service('cgroup: host\n'),
    });
    check({ text: service('restart: sometimes\n'), says: [] });
  });

  test('durations, sizes, ports and mounts', () => {
    check({
      text: service(
        'stop_grace_period: «5x»\nshm_size: «1zz»\nports: ["8080:80", «"80:http"», «"70000:80"»]\nvolumes: [«":/x"»]\n',
      ),
      says: [
        'error invalid-value: 5x is no duration. Write numbers with units, such as `30s`, `1m30s` or `2h`.',
        'error wrong-type: shm_size must be a number.',
        'error invalid-value: 80:http is no port. The form is `[host-ip:][host-port:]container-port[/protocol]`, with ports up to 65535 and ranges of one size.',
        'error invalid-value: 70000:80 is no port. The form is `[host-ip:][host-port:]container-port[/protocol]`, with ports up to 65535 and ranges of one size.',
        'error invalid-value: :/x is no mount. The form is `[source:]container-path[:options]`, with nothing empty between colons.',
      ],
    });
  });

  test('a variable may become anything', () => {
    check({
      text: service(
        'scale: ${N}\nprivileged: "${P:-true}"\nports: ["${PORT}:80"]\ncgroup: $C\nuser: $$\nvolumes: ["${D}:/x"]\n',
      ),
      says: [],
    });
  });

  test('old words for true are a warning', () => {
    check({
      text: service('privileged: «yes»\n'),
      says: ['warning invalid-value: YAML 1.2 no longer has yes for a truth value. Write true.'],
      fixed: service('privileged: true\n'),
    });
  });

  test('octal, underscores and colons are read as Docker reads them', () => {
    check({
      text:
        'secrets: {s: {file: ./s}}\n' +
        service('secrets: [{source: s, mode: 0440}]\npids_limit: 1_000\nports: [22:22]\n'),
      says: [],
    });
  });
});

describe('YAML', () => {
  test('a half-typed key', () => {
    check({
      text: 'services:\n  web:\n    image: nginx\n    «port»\n    restart: always\n',
      says: ['error yaml-syntax: A colon is missing behind port.'],
      fixed: 'services:\n  web:\n    image: nginx\n    port:\n    restart: always\n',
    });
  });

  test('a missing space', () => {
    check({
      text: service('«restart:always»\n'),
      says: ['error yaml-syntax: A space is missing behind the colon.'],
      fixed: service('restart: always\n'),
    });
    check({
      text: service('ports:\n  «-"80:80"»\n'),
      says: ['error wrong-type: A space is missing behind the dash.'],
      fixed: service('ports:\n  - "80:80"\n'),
    });
  });

  test('a map in a list of pairs', () => {
    check({
      text: service('environment:\n  - «A: b»\n'),
      says: [
        'error wrong-type: environment[0] must be written A=b in a list. Without the dash, a map with a colon is right.',
      ],
      fixed: service('environment:\n  - A=b\n'),
    });
  });

  test('indentation', () => {
    for (const blanks of ['     ', '   ']) {
      check({
        text: `${service('')}${blanks}«ports:» []\n`,
        says: [
          'error yaml-syntax: The indentation does not fit: keys and items of one level begin in the same column.',
        ],
      });
    }
  });

  test('quotes and brackets that do not end', () => {
    check({
      text: service('user: «"app»\n'),
      says: ['error yaml-syntax: The quoted text does not end: " is missing.'],
    });
    check({
      text: service('labels: «{»a: b\ninit: true\n'),
      says: ['error yaml-syntax: The map that begins with { does not end: a } is missing, or a comma.'],
    });
    check({
      text: service('command: «echo: hi»\n'),
      says: [
        'error yaml-syntax: A value cannot have a colon and a space in it. Quote a text; put a map on the next line, indented.',
      ],
    });
  });

  test('tabs in lines that are blank or comments', () => {
    check({
      text: service('init: true\n').replace(/$/, '  «\t»# c\n'),
      says: ['error yaml-syntax: Docker does not take a tab here. Use spaces.'],
    });
    check({ text: service('command: |\n  a\n  \tb\nlabels: {a: "b\n  \tc"}\ninit: true\t# c\n'), says: [] });
  });

  test('items that stand twice', () => {
    check({
      text: service('security_opt: [a, «a»]\ncap_add: [A, A]\n'),
      says: ['error duplicate-item: a stands in this list twice.'],
    });
  });

  test('tabs', () => {
    check({
      text: 'services:\n«\t»web:\n    image: nginx\n',
      says: ['error yaml-syntax: YAML does not allow tabs for indentation. Use spaces.'],
    });
  });

  test('keys that stand twice, and two merge keys', () => {
    check({
      text: 'x-a: &a {init: true}\nservices:\n  web:\n    image: a\n    «image»: b\n    <<: *a\n    «<<»: *a\n',
      says: [
        'error duplicate-key: The key image stands here twice.',
        'error duplicate-key: A map can have one `<<` only. To merge several, write a list: `<<: [*a, *b]`.',
      ],
    });
  });

  test('an alias of nothing', () => {
    check({
      text: 'x-base: &base {init: true}\nservices:\n  web:\n    <<: «*bsae»\n    image: nginx\n',
      says: ['error undefined-alias: No anchor &bsae stands before this.'],
      fixed: 'x-base: &base {init: true}\nservices:\n  web:\n    <<: *base\n    image: nginx\n',
    });
  });

  test('keys that are no text', () => {
    check({
      text: service('labels:\n  «1»: a\n  "2": b\n  3:4: c\n'),
      says: ['error invalid-key: A key must be text. Put it in quotes.'],
    });
  });

  test("Compose's own tags, unknown tags and several documents are fine", () => {
    check({
      text: service('ports: !reset []\nenvironment: !override {A: b}\nlabels: !mine {a: b}\n') + '---\nname: x\n',
      says: [],
    });
  });

  test('what is merged is checked where it was written, once', () => {
    check({
      text: 'x-a: &a\n  «imagee»: a\nservices:\n  one:\n    <<: *a\n    image: x\n  two:\n    <<: *a\n    image: x\n',
      says: ['error unknown-key: There is no key imagee here. Did you mean image?'],
    });
  });

  test('brackets that Docker reads though YAML would not', () => {
    check({
      text: service('«foo»: 1\nlabels: [a,\n').trimEnd() + '\nb]\n',
      says: ['error unknown-key: There is no key foo here.'],
    });
    check({
      text: service('labels: «[»a,\n').trimEnd() + '\n  db:\n    image: x\n',
      says: ['error yaml-syntax: The list that begins with [ does not end: a ] is missing, or a comma.'],
    });
  });

  test('an empty file', () => {
    check({
      text: '«»# nothing\n',
      says: ['error empty-file: The Compose file is empty. It needs at least `services:`.'],
    });
  });

  test('a file that is a list', () => {
    check({
      text: '«- a»\n- b\n',
      says: ['error wrong-type: The top level of a Compose file must be a map, with keys such as `services:`.'],
    });
  });

  test('variables that are none', () => {
    check({
      text: service('command: echo «${1A}» $$HOME ${A:-${B}} $1\n'),
      says: [
        'error invalid-interpolation: This is no variable. Write `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}` or `${NAME:+other}`, and `$$` for a dollar sign.',
      ],
    });
  });
});

describe('the project', () => {
  test('services that are not there', () => {
    check({
      text:
        service('depends_on:\n  - «cahce»\n  - cache\n') +
        '  cache:\n    image: redis\n    links: [«"nope»:alias"]\n'.replace('«"', '"«'),
      says: [
        'error undefined-reference: There is no service cahce. Did you mean cache?',
        'error undefined-reference: There is no service nope.',
      ],
    });
  });

  test('in all their forms', () => {
    check({
      text: service(
        'depends_on:\n  «a»: {condition: service_started}\nnetwork_mode: service:«b»\nvolumes_from: [«c»:ro, "container:x"]\nextends: «d»\npid: "service:«e»"\n',
      ),
      says: ['a', 'b', 'c', 'd', 'e'].map((name) => `error undefined-reference: There is no service ${name}.`),
    });
  });

  test('networks, volumes, secrets, configs and models', () => {
    check({
      text: service(
        'networks: [default, «front»]\nvolumes: ["./x:/x", "«data»:/data", /anonymous, {type: volume, source: «more», target: /m}]\nsecrets: [«s»]\nconfigs: [{source: «c»}]\nmodels: [«m»]\n',
      ),
      says: [
        'error undefined-reference: The network front is not declared under the top-level `networks`.',
        'error undefined-reference: The volume data is not declared under the top-level `volumes`. If it is a path of the host, begin it with `./` or `/`.',
        'error undefined-reference: The volume more is not declared under the top-level `volumes`. If it is a path of the host, begin it with `./` or `/`.',
        'error undefined-reference: The secret s is not declared under the top-level `secrets`.',
        'error undefined-reference: The config c is not declared under the top-level `configs`.',
        'error undefined-reference: The model m is not declared under the top-level `models`.',
      ],
    });
  });

  test('a service that may never run is only warned about', () => {
    check({
      text: service('profiles: [debug]\ndepends_on: [«nope»]\n'),
      says: ['warning undefined-reference: There is no service nope.'],
    });
  });

  test('a service that always runs cannot need one with a profile', () => {
    const other = '  debug:\n    image: busybox\n    profiles: [debug]\n';
    check({
      text: service('depends_on: [«debug»]\n') + other,
      says: [
        'error undefined-reference: The service debug runs only with a profile, but this one always does. Write `required: false`, or give both the same profile.',
      ],
    });
    check({ text: service('depends_on: {debug: {condition: service_started, required: false}}\n') + other, says: [] });
  });

  test('circles', () => {
    check({
      text: 'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, links: [c]}\n  c: {image: x, ipc: service:«a»}\n',
      says: ['error dependency-cycle: These services wait for each other: a → b → c → a.'],
    });
    check({
      text: 'services:\n  a: {extends: «b»}\n  b: {extends: {service: «a»}}\n',
      says: [
        'error dependency-cycle: The service a extends itself, by way of others or directly.',
        'error dependency-cycle: The service b extends itself, by way of others or directly.',
      ],
    });
  });

  test('parts of a project name what others declare', () => {
    check({ text: 'include: [base.yaml]\n' + service('networks: [front]\n'), says: [] });
    check({ text: service('networks: !override [front]\n'), says: [] });
    check({
      text: 'services:\n  «web»:\n    networks: [front]\n',
      says: [
        'warning missing-key: The service web has neither `image` nor `build`. That is right only in a file that overrides another.',
      ],
    });
    check({ text: 'volumes:\n  data:\n', says: [] });
  });

  test('what excludes each other', () => {
    check({
      text: service(
        '«network_mode»: host\nnetworks: [default]\nbuild: {context: ., dockerfile: a, «dockerfile_inline»: b}\n«scale»: 2\ndeploy: {replicas: 3}\n',
      ),
      says: [
        'error conflicting-keys: `network_mode` and `networks` cannot stand together.',
        'error conflicting-keys: `dockerfile` and `dockerfile_inline` cannot stand together.',
        'error conflicting-keys: scale and deploy.replicas have different values. Write one of them, or the same in both.',
      ],
    });
  });

  test('health checks, watching, container names', () => {
    check({
      text:
        service(
          'container_name: one\nhealthcheck: {test: [«curl», x]}\ndevelop: {watch: [{path: ., action: «sync»}]}\n',
        ) + '  two: {image: x, container_name: «one»}\n',
      says: [
        'error invalid-value: A list for `test` must begin with CMD, CMD-SHELL or NONE.',
        'error missing-key: The action sync needs `target`: where the files go in the container.',
        'error duplicate-name: The service web has the container name one already.',
      ],
    });
  });

  test('volumes, configs and secrets', () => {
    check({
      text:
        'volumes: {v: {external: true, «driver»: x}}\nconfigs: {c: {file: a, «content»: b}}\nsecrets: {«s»: {name: x}}\n' +
        service(''),
      says: [
        'error conflicting-keys: An external volume cannot have driver: Compose does not create it.',
        'error conflicting-keys: Only one of these can stand here: file, environment, content.',
        'error missing-key: s needs to say where its content comes from, by one of: file, environment.',
      ],
    });
  });
});
