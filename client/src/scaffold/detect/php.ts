import { objectAt, parseJson, textAt } from '../../engine/json.ts';
import { type Files, hasFolder, present } from '../files.ts';
import { projectName } from '../names.ts';
import type { PhpProject } from '../project.ts';
import { chooseVersion, toolVersion, type VersionRule } from '../versions.ts';

const versions: VersionRule = { fallback: '8.4', parts: 2 };

/** The official image has these already. */
const builtIn = new Set(
  'ctype curl date dom fileinfo filter ftp hash iconv json libxml mbstring mysqlnd openssl pcre pdo pdo_sqlite phar posix random readline reflection session simplexml sodium spl sqlite3 standard tokenizer xml xmlreader xmlwriter zlib'.split(
    ' ',
  ),
);

/** A web page in PHP in this folder. */
export function phpProject(files: Files, folder: string): PhpProject | undefined {
  const hasComposer = files.has('composer.json');
  const root = ['public', 'web', 'htdocs', ''].find((each) =>
    files.has(each === '' ? 'index.php' : `${each}/index.php`),
  );
  if (!hasComposer && root === undefined) return undefined;
  const json = parseJson(files.text('composer.json'));
  const required = objectAt(json, 'require');
  if (root === undefined && textAt(json, 'type') === 'library') return undefined;
  const { writes, extensions } = frameworkOf(required);
  const asked = [
    files.text('.php-version'),
    toolVersion(files.text('.tool-versions'), ['php']),
    textAt(objectAt(json, 'config', 'platform'), 'php'),
    textAt(required, 'php').split('|')[0] ?? '',
  ];
  return {
    kind: 'php',
    folder,
    name: projectName(textAt(json, 'name').split('/').at(-1) || files.name),
    version:
      asked.map((text) => chooseVersion(text, versions)).find((found) => found !== undefined) ?? versions.fallback,
    port: 8080,
    start: [],
    evidence: present(files, ['composer.json', 'composer.lock', '.php-version', 'index.php', 'public/index.php']),
    hasComposer,
    hasLock: files.has('composer.lock'),
    root: root ?? (writes.length > 0 || hasFolder(files, 'public') ? 'public' : ''),
    extensions: extensionsOf(Object.keys(required), extensions),
    writes,
  };
}

/** What the known frameworks need beside what composer.json says. */
function frameworkOf(required: object): Pick<PhpProject, 'writes' | 'extensions'> {
  if ('laravel/framework' in required) return { writes: ['storage', 'bootstrap/cache'], extensions: ['pdo_mysql'] };
  return { writes: 'symfony/framework-bundle' in required ? ['var'] : [], extensions: [] };
}

function extensionsOf(required: readonly string[], further: readonly string[]): readonly string[] {
  const named = required.filter((name) => /^ext-[a-z0-9_-]+$/.test(name)).map((name) => name.slice('ext-'.length));
  const wanted = [...named, ...further].filter((name) => !builtIn.has(name));
  return [...new Set(wanted)].toSorted((a, b) => a.localeCompare(b));
}
