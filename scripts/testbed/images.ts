import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from './packages.ts';

export interface ImageHost {
  readonly env: Readonly<Record<string, string>>;
  /** A static busybox of this machine. */
  readonly busybox: string;
}

interface Recipe {
  /** Which names of images it stands for. */
  readonly names: RegExp;
  readonly lines: readonly string[];
  prepare?(folder: string): Promise<void>;
}

/** Stand-ins for the images that samples and tests name: none can be pulled where only packages can be had. */
const recipes: readonly Recipe[] = [
  {
    names: /^(?:nginx|httpd|caddy)$/,
    lines: [
      'RUN mkdir -p /usr/share/nginx/html && echo "<h1>It works</h1>" > /usr/share/nginx/html/index.html',
      'EXPOSE 80',
      'STOPSIGNAL SIGKILL',
      'CMD ["httpd", "-f", "-v", "-p", "80", "-h", "/usr/share/nginx/html"]',
    ],
  },
  {
    names: /^(?:redis|valkey)$/,
    lines: [
      'EXPOSE 6379',
      'VOLUME /data',
      'CMD ["sh", "-c", "echo Ready to accept connections; exec tail -f /dev/null"]',
    ],
  },
  {
    names: /^postgres$/,
    lines: ['EXPOSE 5432', 'CMD ["sh", "-c", "echo ready to accept connections; exec tail -f /dev/null"]'],
  },
  {
    names: /^node$/,
    lines: ['COPY node/ /', 'ENV PATH=/usr/local/bin:/bin', 'CMD ["node"]'],
    prepare: prepareNode,
  },
  { names: /^/, lines: ['CMD ["sh"]'] },
];

/**
 * Builds stand-ins from nothing and tags them, e.g. `node:22-alpine`, `nginx:latest`. All have busybox's commands;
 * `node` images have this machine's Node, `nginx` a web server on port 80. Rejects with the builder's words.
 */
export async function makeImages(host: ImageHost, tags: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-images-'));
  try {
    await copyFile(host.busybox, join(folder, 'busybox'));
    for (const recipe of recipes) {
      const wanted = tags.filter((tag) => recipeOf(tag) === recipe);
      if (wanted.length > 0) await makeImage(host, folder, { recipe, tags: wanted });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recipeOf(tag: string): Recipe | undefined {
  const name = basename(tag).replace(/[:@].*$/, '');
  return recipes.find((recipe) => recipe.names.test(name));
}

async function makeImage(
  { env }: ImageHost,
  folder: string,
  { recipe, tags }: { recipe: Recipe; tags: readonly string[] },
): Promise<void> {
  await recipe.prepare?.(folder);
  const dockerfile = [
    'FROM scratch',
    'COPY busybox /bin/busybox',
    'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
    'RUN mkdir -p -m 1777 /tmp && mkdir -p /root /etc && echo "root:x:0:0:root:/root:/bin/sh" > /etc/passwd',
    'RUN echo "node:x:1000:1000:node:/tmp:/bin/sh" >> /etc/passwd && printf "root:x:0:\\nnode:x:1000:\\n" > /etc/group',
    ...recipe.lines,
  ];
  await writeFile(join(folder, 'Dockerfile'), `${dockerfile.join('\n')}\n`);
  const tagArguments = tags.flatMap((tag) => ['--tag', tag]);
  await run(['docker', 'build', '--quiet', '--provenance=false', ...tagArguments, folder], {
    env: { ...process.env, ...env },
  });
}

/** Installs nothing, but runs scripts as npm does. */
const npmScript = `#!/bin/sh
case "$1" in
  run) exec sh -c "$(node -p 'require("./package.json").scripts[process.argv[1]]' "$2")" ;;
  ci | install) mkdir -p node_modules ;;
esac
echo "npm $*: a stand-in image has nothing to install"
`;

/** This machine's Node with the shared libraries that it names, and an `npm` that has nothing to install. */
async function prepareNode(folder: string): Promise<void> {
  const root = join(folder, 'node');
  const program = join(root, 'usr/local/bin/node');
  await mkdir(dirname(program), { recursive: true });
  await copyFile(process.execPath, program);
  const libraries = await run(['ldd', process.execPath]);
  for (const [, library = ''] of libraries.matchAll(/(\/[^\s)]+\.so[^\s)]*)/g)) {
    await mkdir(join(root, dirname(library)), { recursive: true });
    await copyFile(library, join(root, library));
  }
  const npm = join(root, 'usr/local/bin/npm');
  await writeFile(npm, npmScript);
  await chmod(npm, 0o755);
}
