/** A project: its files by their paths, and what the environment has. */
export interface ProjectCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that is looked at; `compose.yaml` unless said. */
  readonly main?: string;
}

/** Projects whose effective configuration was recorded from the real `docker compose config`. */
export const projectCases: readonly ProjectCase[] = [
  {
    name: 'include short',
    files: {
      'compose.yaml': 'include: [a/inc.yaml]\nservices:\n  web:\n    image: x\n    depends_on: [db]\n',
      'a/inc.yaml':
        'services:\n  db:\n    image: ${IMG:-pg}\n    build: .\n    env_file: e.env\n    volumes: [./data:/d, vol:/v]\nvolumes: {vol: {}}\n',
      'a/.env': 'IMG=fromenv\n',
      'a/e.env': 'Q=${IMG}\n',
    },
  },
  {
    name: 'include long',
    files: {
      'compose.yaml':
        'include:\n  - path: [a/inc.yaml, over.yaml]\n    project_directory: b\n    env_file: [one.env, two.env]\nservices:\n  web: {image: "x:${IMG:-none}"}\n',
      'a/inc.yaml': 'services:\n  db:\n    image: ${IMG:-pg}-${TWO}\n    build: .\n',
      'over.yaml': 'services:\n  db:\n    environment: {A: "${ONE}"}\n',
      'one.env': 'IMG=1\nONE=one\n',
      'two.env': 'IMG=2\nTWO=two\n',
    },
  },
  {
    name: 'include conflict',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices:\n  db: {image: a}\n',
      'inc.yaml': 'services:\n  db: {image: b}\n',
    },
  },
  {
    name: 'include same',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices:\n  db: {image: b}\n',
      'inc.yaml': 'services:\n  db: {image: b}\n',
    },
  },
  {
    name: 'include nested',
    files: {
      'compose.yaml': 'include: [a/inc.yaml]\n',
      'a/inc.yaml': 'include: [b/inc.yaml]\nservices:\n  db: {image: b, networks: [n]}\n',
      'a/b/inc.yaml': 'services:\n  deep: {image: c, build: ./x}\nnetworks: {n: {}}\n',
    },
  },
  {
    name: 'include cycle',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices: {a: {image: x}}\n',
      'inc.yaml': 'include: [compose.yaml]\nservices: {b: {image: x}}\n',
    },
  },
  {
    name: 'include missing',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices: {a: {image: x}}\n',
    },
  },
  {
    name: 'include env missing',
    files: {
      'compose.yaml': 'include: [{path: inc.yaml, env_file: no.env}]\nservices: {a: {image: x}}\n',
      'inc.yaml': 'services: {b: {image: y}}\n',
    },
  },
  {
    name: 'include undefined across',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices: {a: {image: x}}\nnetworks: {n: {}}\n',
      'inc.yaml': 'services: {b: {image: y, networks: [n], depends_on: [a]}}\n',
    },
  },
  {
    name: 'include override',
    files: {
      'compose.yaml': 'include: [inc.yaml]\nservices: {a: {image: x}}\n',
      'inc.yaml': 'services: {b: {image: y, ports: ["80:80"]}}\n',
      'compose.override.yaml': 'services: {b: {image: z, ports: ["81:80"]}}\n',
    },
  },
  {
    name: 'extends file',
    files: {
      'compose.yaml':
        'services:\n  web:\n    extends: {file: base/common.yaml, service: base}\n    environment: {A: 2}\n',
      'base/common.yaml':
        'services:\n  base:\n    image: i\n    build: ./ctx\n    env_file: .e\n    environment: [A=1, B=2]\n    volumes: [./d:/d]\n',
      'base/.e': 'Z=1\n',
    },
  },
  {
    name: 'extends chain',
    files: {
      'compose.yaml': 'services:\n  web:\n    extends: {file: b/one.yaml, service: one}\n',
      'b/one.yaml': 'services:\n  one:\n    extends: {file: c/two.yaml, service: two}\n    command: a\n',
      'b/c/two.yaml': 'services:\n  two:\n    extends: three\n    build: .\n  three: {image: deep, ports: ["1:1"]}\n',
    },
  },
  {
    name: 'extends cycle files',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: x\n    extends: {file: one.yaml, service: one}\n',
      'one.yaml': 'services:\n  one:\n    extends: {file: compose.yaml, service: web}\n',
    },
  },
  {
    name: 'extends missing file',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: x\n    extends: {file: one.yaml, service: one}\n',
    },
  },
  {
    name: 'extends missing service',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: x\n    extends: {file: one.yaml, service: two}\n',
      'one.yaml': 'services: {one: {image: x}}\n',
    },
  },
  {
    name: 'extends depends',
    files: {
      'compose.yaml': 'services:\n  web:\n    extends: {file: one.yaml, service: one}\n',
      'one.yaml': 'services: {one: {image: x, depends_on: [db]}, db: {image: y}}\n',
    },
  },
  {
    name: 'extends reset',
    files: {
      'compose.yaml':
        'services:\n  web:\n    extends: {service: base}\n    ports: !reset []\n    environment: !override {N: 1}\n  base:\n    image: x\n    ports: ["80:80"]\n    environment: {A: 1}\n',
    },
  },
  {
    name: 'reset override',
    files: {
      'compose.yaml':
        'services:\n  web:\n    image: x\n    ports: ["80:80"]\n    environment: {A: 1, B: 2}\n    command: [a]\n  gone: {image: y}\n',
      'compose.override.yaml':
        'services:\n  web:\n    ports: !override ["90:90"]\n    environment: {A: !reset null, C: 3}\n    command: !reset null\n  gone: !reset null\n',
    },
  },
  {
    name: 'env',
    files: {
      'compose.yaml':
        'name: ${N:-d}\nservices:\n  web:\n    image: "${A}-${B:-b}-${C:+c}-${D-d}-$$x-${E:-${A}e}"\n    environment:\n      - A\n      - NOPE\n      - X=${A:?need}\n',
      '.env': 'A=1\nB=\nC=1\nN=Proj_X\n',
    },
  },
  {
    name: 'env required',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: "${A:?please set}"\n',
    },
  },
  {
    name: 'env project',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: x:${COMPOSE_PROJECT_NAME}\n',
      '.env': 'COMPOSE_PROJECT_NAME=abc\n',
    },
  },
  {
    name: 'compose file',
    files: {
      'a.yaml': 'services:\n  web: {image: a, build: ./x}\n',
      'sub/b.yaml': 'services:\n  web: {image: b, volumes: [./r:/r]}\n',
      '.env': 'COMPOSE_FILE=a.yaml:sub/b.yaml\n',
    },
    main: 'a.yaml',
  },
  {
    name: 'compose file sep',
    files: {
      'a.yaml': 'services:\n  web: {image: a}\n',
      'b.yaml': 'services:\n  web: {image: b}\n',
      '.env': 'COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=a.yaml,b.yaml\n',
    },
    main: 'a.yaml',
  },
  {
    name: 'profiles',
    files: {
      'compose.yaml':
        'services:\n  web: {image: a}\n  dbg: {image: b, profiles: [debug]}\n  t: {image: c, profiles: [test, debug]}\n',
      '.env': 'COMPOSE_PROFILES=debug,x\n',
    },
  },
  {
    name: 'profiles star',
    files: {
      'compose.yaml': 'services:\n  web: {image: a}\n  dbg: {image: b, profiles: [debug]}\n',
      '.env': 'COMPOSE_PROFILES=*\n',
    },
  },
  {
    name: 'profile dep',
    files: {
      'compose.yaml': 'services:\n  web: {image: a, depends_on: [dbg]}\n  dbg: {image: b, profiles: [debug]}\n',
    },
  },
  {
    name: 'profile dep ok',
    files: {
      'compose.yaml': 'services:\n  web: {image: a, depends_on: [dbg]}\n  dbg: {image: b, profiles: [debug]}\n',
      '.env': 'COMPOSE_PROFILES=debug\n',
    },
  },
  {
    name: 'env_file',
    files: {
      'compose.yaml':
        'services:\n  web:\n    image: a\n    env_file:\n      - a.env\n      - path: b.env\n      - {path: no.env, required: false}\n    environment: {X: own, N: }\n',
      'a.env': 'X=a\nY=a # c\nZ="q ${Y}"\nS=\'lit ${Y}\'\nN=n\n# com\nexport EX=1\nML="a\nb"\n',
      'b.env': 'Y=b\nY2=${Y}\n',
    },
  },
  {
    name: 'env_file missing',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: a\n    env_file: no.env\n',
    },
  },
  {
    name: 'env_file raw',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: a\n    env_file: [{path: r.env, format: raw}]\n',
      'r.env': 'A="q"\nB=$C\n#x\nE=1 # 2\n',
    },
  },
  {
    name: 'label_file',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: a\n    label_file: l\n    labels: {b: own}\n',
      l: 'a=1\nb=2\nc=${a}x\n',
    },
  },
  {
    name: 'multi docs',
    files: {
      'compose.yaml':
        'services:\n  web: {image: a, ports: ["80:80"]}\n---\nservices:\n  web: {image: b, ports: ["81:80"]}\nnetworks: {default: {driver: x}}\n',
    },
  },
  {
    name: 'anchors',
    files: {
      'compose.yaml':
        'x-a: &a\n  image: a\n  environment: {A: 1}\nservices:\n  one: {<<: *a, command: x}\n  two:\n    <<: [*a, {hostname: h}]\n    environment: {B: 2}\n',
    },
  },
  {
    name: 'links',
    files: {
      'compose.yaml':
        'services:\n  a: {image: x, links: ["b:c", b], volumes_from: ["b:ro", "container:z"], network_mode: "service:b"}\n  b: {image: y, ipc: shareable}\n',
    },
  },
  {
    name: 'external',
    files: {
      'compose.yaml':
        'services: {a: {image: x, networks: [n, m], volumes: ["v:/v"]}}\nnetworks: {n: {external: true}, m: {external: {name: real}}}\nvolumes: {v: {external: true, name: vv}}\n',
    },
  },
  {
    name: 'devices',
    files: {
      'compose.yaml':
        'services:\n  a:\n    image: x\n    gpus: all\n    devices: ["/dev/a", "/dev/b:/dev/c:r", "vendor.com/x=y"]\n    deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}, replicas: 3, update_config: {parallelism: 0, delay: 10s}, placement: {constraints: [a==b]}}\n    configs: [{source: c, target: /x, mode: 0440}]\n    secrets: [{source: s, target: z, mode: "0400", uid: "1"}]\n    sysctls: [a=1]\n    tmpfs: /run\n    dns: 1.1.1.1\n    storage_opt: {size: 1G}\n    cpus: 0.5\n    cpu_percent: 1.25\n    pids_limit: -1\n    init: false\n    attach: false\n    healthcheck: {disable: true}\nconfigs: {c: {content: "a${X:-b}\\n"}}\nsecrets: {s: {environment: HOME}}\n',
    },
  },
  {
    name: 'ipam',
    files: {
      'compose.yaml':
        'services: {a: {image: x, networks: {n: {ipv4_address: 1.2.3.4, aliases: [a, b], priority: 5}, m: }}}\nnetworks:\n  n: {ipam: {driver: d, config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}], options: {a: b}}, enable_ipv6: false, internal: true, labels: [a=b]}\n  m:\n',
      'compose.override.yaml':
        'networks:\n  n: {ipam: {config: [{subnet: 10.0.0.0/8, ip_range: 10.1.0.0/16}, {subnet: 11.0.0.0/8}]}}\n',
    },
  },
  {
    name: 'volumes long',
    files: {
      'compose.yaml':
        'services:\n  a:\n    image: x\n    volumes:\n      - {type: bind, source: ./a, target: /a/, read_only: true, bind: {propagation: shared, create_host_path: false}}\n      - {type: volume, source: v, target: /b, volume: {nocopy: true, subpath: s}}\n      - {type: volume, target: /c}\n      - {type: image, source: im, target: /d}\n      - v:/e:nocopy,z\n      - ~/h:/h\n      - C:\\x:/w:ro\nvolumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ./dev}}}\n',
    },
  },
  {
    name: 'x ext',
    files: {
      'compose.yaml':
        'x-top: {a: 1}\nservices:\n  a:\n    image: x\n    x-foo: [1, {b: c}]\n    healthcheck: {test: [CMD, a], x-h: y}\n    deploy: {x-d: 1}\n    networks: {n: {x-n: 1}}\nnetworks: {n: {x-net: {b: 2}}}\n',
    },
  },
  {
    name: 'scale',
    files: {
      'compose.yaml': 'services:\n  a: {image: x, scale: 2, deploy: {replicas: 2}}\n  b: {image: x, scale: 0}\n',
    },
  },
  {
    name: 'provider',
    files: {
      'compose.yaml':
        'services:\n  a: {provider: {type: p, options: {a: [x, 1], b: true}}}\n  m: {image: x, models: {l: {endpoint_var: E}}}\nmodels: {l: {model: ai/x, context_size: 5, runtime_flags: [a]}}\n',
    },
  },
  {
    name: 'strange strings',
    files: {
      'compose.yaml':
        'services:\n  a:\n    image: x\n    environment: {A: "on", B: "null", C: "1e3", D: "0x1f", E: "0o7", F: "1_000", G: "", H: " x", I: "x ", J: "a: b", K: "a #b", L: "- x", M: "multi\\nline", N: "tab\\tx", O: "é", P: "\\u2028", Q: "*x", R: "!x", S: "%x", T: "@x", U: "`x", V: "{x", W: "x}", X: "a,b", Y: "?x", Z: ":x", a: "x:", b: "---", c: "2001-01-01", d: "=", e: "<<", f: ".inf", g: "~", h: "\\e[0m", i: "trail\\n\\n", j: "\\nlead", k: "sp \\nx", l: "1:2", m: "\'", n: "\\"", o: "a\\\\b", p: "-", q: "?", r: "0", s: "-1", t: "+1", u: ".5", v: "5.", w: "x\\r\\ny", x: "emoji 😀", y: "a\'b: c", z: "#"}\n',
    },
  },
];
