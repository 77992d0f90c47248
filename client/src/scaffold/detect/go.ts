import { type Files, folderOf, hasFolder, nameOf, present } from '../files.ts';
import { portIn, projectName } from '../names.ts';
import type { GoProject } from '../project.ts';
import { chooseVersion, type VersionRule } from '../versions.ts';

const versions: VersionRule = { fallback: '1.25', parts: 2 };

const writtenInC =
  /\b(?:mattn\/go-sqlite3|confluentinc\/confluent-kafka-go|h2non\/bimg|gen2brain\/go-fitz|tesseract)\b/;
const webLibraries =
  /\b(?:gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|julienschmidt\/httprouter|google\.golang\.org\/grpc)\b/;

/** A module with a program in this folder. A library has nothing to start. */
export function goProject(files: Files, folder: string): GoProject | undefined {
  if (!files.has('go.mod')) return undefined;
  const mod = files.text('go.mod');
  const [, module = ''] = /^module\s+(\S+)/m.exec(mod) ?? [];
  const name = nameOf(module.replace(/\/v\d+$/, '')) || files.name;
  const main = mainOf(files, name);
  if (main === undefined) return undefined;
  const port = portOf(files, main, mod);
  return {
    kind: 'go',
    folder,
    name: projectName(name),
    version: versionOf(files, mod),
    ...(port === undefined ? {} : { port }),
    start: ['/usr/local/bin/app'],
    evidence: present(files, ['go.mod', 'go.sum', main === '.' ? 'main.go' : `${main.slice(2)}/main.go`]),
    main,
    hasSum: files.has('go.sum'),
    hasVendor: files.has('vendor/modules.txt') || hasFolder(files, 'vendor'),
    usesC: writtenInC.test(mod),
  };
}

/** The folder of the program: the module's own, or that in `cmd` which is called like it or like a server. */
function mainOf(files: Files, name: string): string | undefined {
  const mains = files.paths.filter((path) => nameOf(path) === 'main.go' && isProgram(files.text(path))).map(folderOf);
  if (mains.includes('')) return '.';
  const wanted = [name, 'server', 'api', 'web', 'app', 'main'];
  const ranked = mains
    .filter((path) => !/(?:^|\/)(?:vendor|examples?|testdata|internal\/tools|tools|hack)(?:\/|$)/.test(path))
    .toSorted((a, b) => rank(wanted, a) - rank(wanted, b) || a.localeCompare(b));
  return ranked[0] === undefined ? undefined : `./${ranked[0]}`;
}

function isProgram(text: string): boolean {
  return text === '' || /^package main\b/m.test(text);
}

function rank(wanted: readonly string[], path: string): number {
  const index = wanted.indexOf(nameOf(path));
  return (index < 0 ? wanted.length : index) + (path.startsWith('cmd/') ? 0 : 100);
}

function versionOf(files: Files, mod: string): string {
  const [, asked = files.text('.go-version')] = /^go\s+(\d+\.\d+)/m.exec(mod) ?? [];
  return chooseVersion(asked, versions) ?? versions.fallback;
}

function portOf(files: Files, main: string, mod: string): number | undefined {
  const prefix = main === '.' ? '' : `${main.slice(2)}/`;
  const sources = files.paths.filter((path) => path.endsWith('.go') && path.startsWith(prefix)).map(files.text);
  const text = sources.join('\n');
  const named = portIn(text, [/(?:Listen\w*|Run|Start)\(\s*(?:"\w+",\s*)?"[\w.]*:(\d+)"/, /Addr:\s*"[\w.]*:(\d+)"/]);
  const written = named ?? portIn(text, [/"[\d.]*:(\d{2,5})"/, /[Pp]ort\w*"?\s*[,:=]+\s*"?(\d{2,5})/]);
  if (written !== undefined) return written;
  return webLibraries.test(mod) || /\bnet\/http"/.test(text) ? 8080 : undefined;
}
