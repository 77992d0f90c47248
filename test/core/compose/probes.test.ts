// What is offered, shown and found at odd places: flow style, odd indentation, half-typed text, anchors, several documents.
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { marked } from '../../helpers/marks.ts';

const rest =
  '  db: {image: pg}\n  cache: {image: redis}\nvolumes: {data: }\nnetworks: {front: }\nsecrets: {key: {file: k}}\nconfigs: {conf: {file: c}}\nmodels: {llm: {model: m}}\n';
const web = 'services:\n  web:\n';

/** What must be among the offers; with `!` before it, what must not; `nothing` for no offers at all. */
const completions: readonly (readonly [string, ...string[]])[] = [
  // Flow style.
  [`{▮}`, 'services', 'name'],
  [`{"▮"}`, 'services'],
  [`{services: {web: {▮}}}`, 'image', 'build', '!services'],
  [`services: {web: {image: x, ▮}}`, 'ports', '!image'],
  [`services: {web: {image: x, po▮}}`, 'ports'],
  [`services: {web: {image: x,po▮`, 'ports'],
  [`services: {web: {"im▮"}}`, 'image'],
  [`services: {web: {restart: ▮}}`, 'always', 'unless-stopped'],
  [`services: {web: {restart: "▮"}}`, 'always'],
  [`services: {web: {restart: al▮, image: x}}`, 'always'],
  [`services: {web: {depends_on: [▮]},\n${rest}}`, '!web'],
  [`services:\n  web: {depends_on: [▮]}\n${rest}`, 'db', 'cache', '!web'],
  [`services:\n  web: {depends_on: [db, ▮]}\n${rest}`, 'cache', '!db'],
  [`services:\n  web: {depends_on: [db,▮]}\n${rest}`, 'cache', '!db'],
  [`services:\n  web: {depends_on: {▮}}\n${rest}`, 'db'],
  [`services:\n  web: {depends_on: {db: {▮}}}\n${rest}`, 'condition', 'restart'],
  [`services:\n  web: {depends_on: {db: {condition: ▮}}}\n${rest}`, 'service_healthy'],
  [`services:\n  web: {networks: [▮]}\n${rest}`, 'front', '!data'],
  [`services:\n  web: {secrets: ["▮"]}\n${rest}`, 'key'],
  [`services:\n  web: {configs: [{source: ▮}]}\n${rest}`, 'conf'],
  [`services:\n  web: {build: {▮}}\n`, 'context', 'target'],
  [`services:\n  web: {healthcheck: {▮}}\n`, 'test', 'interval'],
  [`services:\n  web: {volumes: [{type: ▮}]}\n`, 'bind', 'volume', 'tmpfs'],
  [`services:\n  web: {volumes: [{type: bind, ▮}]}\n`, 'source', 'target', '!type'],
  [`services:\n  web: {cap_add: [▮]}\n`, 'NET_ADMIN'],
  [`services:\n  web: {privileged: ▮}\n`, 'true', 'false'],
  [`services:\n  web:\n    depends_on: [\n      ▮\n    ]\n${rest}`, 'db'],
  [`services:\n  web:\n    depends_on: [\n      db,\n      ▮\n    ]\n${rest}`, 'cache', '!db'],
  [`services:\n  web: {\n    image: x,\n    ▮\n  }\n`, 'ports', '!image'],
  // Odd indentation.
  [`services:\n    web:\n        ▮\n`, 'image'],
  [`services:\n web:\n  image: x\n  ▮\n`, 'ports', '!image'],
  [`services:\n   web:\n         image: x\n         ▮\n`, 'ports', '!image'],
  [`services:\n  web:\n    depends_on:\n    - ▮\n${rest}`, 'db'],
  [`services:\n  web:\n    depends_on:\n        - ▮\n${rest}`, 'db'],
  [`services:\n  web:\n    depends_on:\n          db:\n            condition: ▮\n${rest}`, 'service_healthy'],
  [`services:\n\tweb:\n\t\t▮\n`, 'image', '!services'],
  [`services:\n\tweb:\n\t\timage: x\n\t\tre▮\n\tdb: {image: y}\n`, 'restart', '!image'],
  [`services:\n\tweb:\n\t\trestart: ▮\n`, 'always'],
  [`services:\n\tweb:\n\t\tcap_add:\n\t\t\t- ▮\n`, 'NET_ADMIN'],
  // Behind a dash, and on empty lines.
  [`${web}    depends_on:\n      - ▮\n${rest}`, 'db', '!web'],
  [`${web}    depends_on:\n      -▮\n${rest}`, 'db'],
  [`${web}    depends_on:\n      - db\n      - ▮\n${rest}`, 'cache', '!db'],
  [`${web}    depends_on:\n      ▮\n${rest}`, 'db'],
  [`${web}    networks:\n      - ▮\n${rest}`, 'front'],
  [`${web}    networks:\n      ▮\n${rest}`, 'front'],
  [`${web}    volumes:\n      - ▮\n${rest}`, 'data:', 'type'],
  [`${web}    volumes:\n      - type: volume\n        ▮\n${rest}`, 'source', '!type'],
  [`${web}    volumes:\n      - type: volume\n        source: ▮\n${rest}`, 'data'],
  [`${web}    secrets:\n      - ▮\n${rest}`, 'key'],
  [`${web}    secrets:\n      - source: ▮\n${rest}`, 'key'],
  [`${web}    configs:\n      - ▮\n${rest}`, 'conf'],
  [`${web}    models:\n      - ▮\n${rest}`, 'llm'],
  [`${web}    models:\n      ▮\n${rest}`, 'llm'],
  [`${web}    models:\n      llm:\n        ▮\n${rest}`, 'endpoint_var', 'model_var'],
  [`${web}    ports:\n      - target: 80\n        ▮\n`, 'published', 'protocol', '!target'],
  [`${web}    ports:\n      - target: 80\n        protocol: ▮\n`, 'tcp', 'udp'],
  [`${web}    ▮\n${rest}`, 'image', 'build'],
  [`${web}\n    ▮\n\n${rest}`, 'image'],
  [`${web}    image: x\n\n    ▮\n${rest}`, 'ports', '!image'],
  [`${web}    image: x\n▮\n`, 'volumes', '!services'],
  [`${web}    develop:\n      watch:\n        - ▮\n`, 'path', 'action'],
  [`${web}    develop:\n      watch:\n        - path: x\n          action: ▮\n`, 'sync', 'rebuild'],
  [`${web}    env_file:\n      - path: a\n        ▮\n`, 'required', 'format'],
  [`${web}    env_file:\n      - path: a\n        format: ▮\n`, 'raw'],
  [
    `${web}    deploy:\n      resources:\n        reservations:\n          devices:\n            - ▮\n`,
    'capabilities',
    'driver',
  ],
  [`${web}    deploy:\n      resources:\n        limits:\n          ▮\n`, 'cpus', 'memory'],
  [`${web}    deploy:\n      restart_policy:\n        condition: ▮\n`, 'on-failure'],
  [`${web}    post_start:\n      - ▮\n`, 'command'],
  [`${web}    provider:\n      ▮\n`, 'type'],
  [`${web}    gpus: ▮\n`, 'all'],
  [`${web}    gpus:\n      - ▮\n`, 'driver', 'count'],
  [`${web}    use_api_socket: ▮\n`, 'true'],
  [`${web}    pull_policy: ▮\n`, 'always', 'build'],
  [`${web}    ulimits:\n      nofile:\n        ▮\n`, 'soft', 'hard'],
  [`${web}    logging:\n      driver: ▮\n`, 'json-file'],
  [`${web}    network_mode: ▮\n${rest}`, 'host', 'none', 'service:db'],
  [`${web}    network_mode: "service:▮"\n${rest}`, 'service:db'],
  [`${web}    pid: ▮\n${rest}`, 'host', 'service:db'],
  [`${web}    ipc: ▮\n${rest}`, 'service:db'],
  [`${web}    links:\n      - ▮\n${rest}`, 'db'],
  [`${web}    volumes_from:\n      - ▮\n${rest}`, 'db'],
  [`${web}    extends: ▮\n${rest}`, 'db', '!web'],
  [`${web}    extends:\n      service: ▮\n${rest}`, 'db', '!web'],
  [`${web}    build:\n      additional_contexts:\n        base: ▮\n${rest}`, 'service:db'],
  [`${web}    profiles: [▮]\n  db: {image: x, profiles: [dev]}\n`, 'dev'],
  [`include:\n  - ▮\n`, 'path'],
  [`include:\n  - path: a\n    ▮\n`, 'env_file', 'project_directory', '!path'],
  [`networks:\n  n:\n    ▮\n`, 'driver', 'external'],
  [`networks:\n  n:\n    driver: ▮\n`, 'bridge', 'overlay'],
  [`networks:\n  n:\n    ipam:\n      config:\n        - ▮\n`, 'subnet'],
  [`volumes:\n  v:\n    ▮\n`, 'driver', 'external'],
  [`secrets:\n  s:\n    ▮\n`, 'file', 'environment'],
  [`configs:\n  c:\n    ▮\n`, 'content', 'file'],
  [`models:\n  m:\n    ▮\n`, 'model', 'context_size'],
  [`${web}    gpus:\n    - capabilities:\n      - ▮\n`, 'gpu'],
  [`${web}    gpus:\n    - capabilities: [gpu]\n    - ▮\n`, 'count', '!gpu'],
  [`${web}    build:\n      additional_contexts:\n        - ▮\n${rest}`, 'db=service:db', '!service:db'],
  [`${web}    profiles:\n      - ▮\n  db: {image: x, profiles: [dev]}\n`, 'dev', '!'],
  [`${web}    ports:\n      - "▮"\n`, '!target'],
  [`${web}    develop:\n      watch:\n        - "▮"\n`, 'path'],
  // Half-typed and broken.
  [`serv▮`, 'services'],
  [`services:\n  web:\n    im▮`, 'image'],
  [`services:\n  web:\n    image: x\n    depends▮\n  db:\n    image: "y\n`, 'depends_on'],
  [`services:\n  web:\n    ports: ["80:80"\n    res▮\n`, 'restart'],
  [`services:\n  web:\n    foo bar\n    ▮\n`, 'image'],
  [`services:\n  web:\n    image: x\n   ▮\n`, 'ports'],
  // Several documents, anchors, merge keys.
  [`x-a: 1\n---\n▮\n`, 'services'],
  [`services: {a: {image: x}}\n---\nservices:\n  b:\n    ▮\n`, 'image'],
  [`services: {a: {image: x}}\n---\nservices:\n  b:\n    depends_on: [▮]\n`, 'a'],
  [`x-base: &base\n  image: x\nservices:\n  web:\n    <<: ▮\n`, '*base'],
  [`x-base: &base\n  image: x\nservices:\n  web:\n    <<: *▮\n`, '*base'],
  [`x-base: &base\n  image: x\nservices:\n  web: *b▮\n`, '*base'],
  [`x-base: &base\n  image: x\nservices:\n  web:\n    <<: [*▮]\n`, '*base'],
  [`x-base: &base\n  image: x\nservices:\n  web: {<<: ▮}\n`, '*base'],
  [`services:\n  web: &w\n    ▮\n`, 'image'],
  // In extensions, what the place takes that repeats them.
  [`x-base: &base\n  ▮\nservices:\n  web:\n    <<: *base\n`, 'image', 'restart', '!services'],
  [`x-base: &base {re▮}\nservices:\n  web: {<<: [*base]}\n`, 'restart'],
  [`x-env: &env\n  ▮\nservices:\n  web: {environment: *env, image: x}\n`, 'TZ', '!image'],
  [`x-h: &h\n  ▮\nx-base: &base\n  healthcheck: *h\nservices:\n  web: {<<: *base}\n`, 'interval'],
  [`x-all:\n  log: &log\n    ▮\nservices:\n  web: {logging: *log}\n`, 'driver'],
  [`x-base: &base\n  restart: ▮\nservices:\n  web: {<<: *base}\n`, 'always'],
  [`x-base: &base\n  ▮\nservices:\n  web: {image: x}\n`, '!image'],
  [`x-a: &a\n  b: *a\n  ▮\n`, '!image'],
  [`services:\n  web: !override\n    ▮\n`, 'image'],
  // Nothing where nothing makes sense.
  [`# ▮\n`, 'nothing'],
  [`services: # ▮\n`, 'nothing'],
  [`${web}    image: x # al▮\n`, 'nothing'],
  [`${web}    command: |\n      im▮\n`, 'nothing'],
  [`${web}    command: ["a", "▮"]\n`, 'nothing'],
  [`${web}    command: im▮\n`, 'nothing'],
  [`${web}    hostname: ▮\n`, 'nothing'],
  [`${web}    labels:\n      ▮\n`, '!image', '!labels'],
  [`${web}    environment:\n      A: ▮\n`, '!image', '!always'],
  [`x-any:\n  ▮\n`, '!image', '!services'],
  [`${web}    image: "x" ▮\n`, 'nothing'],
  [`${web}    image: nginx ▮\n`, 'nothing'],
  [`${web}    restart: always ▮\n`, 'nothing'],
];

describe('Completion', () => {
  test.each(completions)('%j', (source, ...wanted) => {
    const { text, cursor } = marked(source);
    const labels = (compose.completion?.(compose.parse(text), cursor) ?? []).map(({ label }) => label);
    if (wanted[0] === 'nothing') return expect(labels).toEqual([]);
    for (const label of wanted) {
      if (label.startsWith('!')) expect(labels).not.toContain(label.slice(1));
      else expect(labels).toContain(label);
    }
  });
});

/** Where something is said at the cursor; `nothing` where not. */
const hovers: readonly (readonly [string, string])[] = [
  [`{services: {web: {im▮age: x}}}`, 'image'],
  [`services: {web: {"rest▮art": always}}`, 'again'],
  [`services: {web: {restart: "alw▮ays"}}`, 'always'],
  [`services: {web: {ports: ["80▮80:80"]}}`, '8080'],
  [`services: {web: {ports: [80▮80:80]}}`, '8080'],
  [`services: {web: {ports: [{target: 80, publ▮ished: 5}]}}`, 'host'],
  [`services: {web: {healthcheck: {interval: 1m▮30s}}}`, '90'],
  [`services:\n    web:\n        mem_limit: 51▮2m\n`, '512'],
  [`services:\n  web: {depends_on: [d▮b]}\n${rest}`, 'pg'],
  [`services:\n  web: {depends_on: {d▮b: {condition: service_started}}}\n${rest}`, 'pg'],
  [`services:\n  web: {depends_on: {db: {condition: service_st▮arted}}}\n${rest}`, 'start'],
  [`services:\n  web: {network_mode: "service:d▮b"}\n${rest}`, 'pg'],
  [`services:\n  web: {volumes: [da▮ta:/x]}\n${rest}`, 'data'],
  [`services:\n  web: {volumes: ["./x:/y:r▮o"]}\n${rest}`, '/y'],
  [`services:\n  web: {secrets: [k▮ey]}\n${rest}`, 'file'],
  [`services:\n  web: {models: [ll▮m]}\n${rest}`, 'model'],
  [`x-a: &a {image: x}\nservices: {web: *▮a}`, 'image: x'],
  [`x-a: &a {image: x}\nservices: {web: {<<: *▮a}}`, 'image: x'],
  [`services: {a: {image: x}}\n---\nservices: {b: {im▮age: y}}`, 'image'],
  [`services:\n  web:\n    command: |\n      im▮age\n`, 'nothing'],
  [`# serv▮ices\n`, 'nothing'],
  [`services:\n  web:\n    image: "x\n    res▮tart: no\n`, 'nothing'],
  [`services:\n  web:\n    res▮tart: no\n  db:\n    image: [x\n`, 'again'],
  [`x-any: {im▮age: x}\n`, 'nothing'],
  [`x-any: &any {im▮age: x}\n`, 'nothing'],
  [`x-any: &any {rest▮art: no}\nservices: {a: {<<: *any}}\n`, 'again'],
  [`x-any: &any {restart: alw▮ays}\nservices: {a: {<<: *any}}\n`, 'always'],
  [`x-any: &any {mem_limit: 51▮2m}\nservices: {a: {<<: [*any]}}\n`, '512'],
];

describe('Hover', () => {
  test.each(hovers)('%j', (source, wanted) => {
    const { text, cursor } = marked(source);
    const found = compose.hover?.(compose.parse(text), cursor);
    if (wanted === 'nothing') return expect(found).toBeUndefined();
    expect(JSON.stringify(found?.content ?? '').toLowerCase()).toContain(wanted);
  });
});

/** A place, and the text that is declared where its definition leads; `nothing` where it leads nowhere. */
const definitions: readonly (readonly [string, string])[] = [
  [`services:\n  web: {depends_on: [d▮b]}\n${rest}`, 'db'],
  [`services:\n  web: {depends_on: {"d▮b": {condition: x}}}\n${rest}`, 'db'],
  [`services: {web: {links: ["d▮b:x"]}, db: {image: x}}`, 'db'],
  [`services:\n  web: {pid: "service:d▮b"}\n${rest}`, 'db'],
  [`services:\n  web: {volumes_from: ["d▮b:ro"]}\n${rest}`, 'db'],
  [`services:\n  web: {extends: d▮b}\n${rest}`, 'db'],
  [`services:\n  web: {extends: {service: d▮b}}\n${rest}`, 'db'],
  [`services:\n  web: {volumes: ["da▮ta:/x"]}\n${rest}`, 'data'],
  [`services:\n  web: {volumes: [{type: volume, source: da▮ta, target: /x}]}\n${rest}`, 'data'],
  [`services:\n  web: {volumes: ["./da▮ta:/x"]}\n${rest}`, 'nothing'],
  [`services:\n  web: {networks: {fr▮ont: {}}}\n${rest}`, 'front'],
  [`services:\n  web: {configs: [{source: co▮nf}]}\n${rest}`, 'conf'],
  [`services:\n  web: {build: {context: ., secrets: [k▮ey]}}\n${rest}`, 'key'],
  [`services:\n  web: {models: {ll▮m: {}}}\n${rest}`, 'llm'],
  [`services:\n  web: {build: {additional_contexts: {a: "service:d▮b"}}}\n${rest}`, 'db'],
  [`services: {a: {image: x}}\n---\nservices: {b: {depends_on: [▮a]}}`, 'a'],
  [`x-b: &bas▮e {image: x}\nservices: {web: *base}`, 'base'],
  [`x-b: &base {image: x}\nservices: {web: {<<: [*ba▮se]}}`, 'base'],
  [`services:\n    web:\n            depends_on:\n            - d▮b\n    db:\n            image: x\n`, 'db'],
  [`services:\n  web:\n    depends_on: [d▮b]\n  db:\n    image: "x\n`, 'db'],
];

describe('Definition', () => {
  test.each(definitions)('%j', (source, wanted) => {
    const { text, cursor } = marked(source);
    const [target] = compose.definition?.(compose.parse(text), cursor)?.targets ?? [];
    if (wanted === 'nothing') return expect(target).toBeUndefined();
    expect(target && text.slice(target.nameSpan.start, target.nameSpan.end)).toBe(wanted);
  });
});
