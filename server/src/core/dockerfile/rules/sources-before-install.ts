import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { literal } from '../lint/literals.ts';
import type { Instruction, InstructionOf, ListItem } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { posixRuns } from '../commands/shells.ts';

export const sourcesBeforeInstall: DockerfileRule<'stage'> = {
  id: 'sources-before-install',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'Dependencies are installed before the sources are copied.',
  why:
    'A change of any copied file makes the builder run all that follows again. Behind `COPY . .` the dependencies are ' +
    'installed again for every changed line. Copy the files that name them, install, and copy the rest: then the ' +
    'dependencies come from the cache until they change.',
  examples: [
    { bad: 'FROM node:22\nWORKDIR /app\nCOPY «.» .\nRUN npm ci && npm run build\n' },
    {
      bad: 'FROM python:3.13\nCOPY --chown=1:1 «./» /app\nRUN pip install -U pip\nRUN pip3 install --no-cache-dir -r requirements.txt\n',
    },
    { bad: 'FROM golang:1.25\nADD [«"."», "/src"]\nRUN cd /src && go mod download\n' },
    { bad: 'FROM maven:3\nCOPY «.» /src\nRUN mvn -B package\nFROM rust:1\nCOPY «.» .\nRUN cargo build --release\n' },
    {
      good: 'FROM maven:3\nCOPY pom.xml .\nRUN mvn dependency:go-offline\nCOPY . .\nRUN mvn package\nFROM rust:1\nCOPY . .\nRUN cargo test\n',
    },
    { good: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n' },
    { good: 'FROM node:22\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev\n' },
    {
      good: 'FROM node:22\nCOPY . .\nRUN npm install -g serve && pip install .\nRUN go build && npm install express\n',
    },
    { good: 'FROM node:22\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nFROM node:22\nRUN npm ci\n' },
  ],
  nodes: ['stage'],
  check(stage, { text, escape }) {
    const copies = stage.instructions.flatMap((instruction) => wholeContext(instruction) ?? []);
    if (copies.length === 0) return [];
    const seen = new Set<string>();
    const findings: Finding[] = [];
    for (const run of posixRuns(stage, escape)) {
      const found = commandsOf(run, text).flatMap((command) => installerOf(command) ?? [])[0];
      if (!found || seen.has(found.manifest)) continue;
      seen.add(found.manifest);
      const copy = copies.find(({ span }) => span.start < run.span.start);
      if (copy && !hasCache(run) && !findings.some(({ span }) => span === copy.span))
        findings.push(findingAt(copy, found));
    }
    return findings;
  },
};

function findingAt({ span }: ListItem, { command, manifest }: Installer): Finding {
  const text = message(
    'Copy {1} and install first, then copy the rest: now each change of a file runs {0} again, with all downloads.',
    command,
    manifest,
  );
  return { span, message: text };
}

/** The source that is the whole build context. */
function wholeContext(instruction: Instruction): ListItem | undefined {
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return undefined;
  const { items, flags } = instruction;
  if (flags.some(({ name }) => name === 'from' || name === 'exclude')) return undefined;
  return items.slice(0, -1).find(({ value }) => /^(?:\.?\/?|\.\/\.|\*)$/.test(literal(value) ?? 'x'));
}

function hasCache({ flags }: InstructionOf<'run'>): boolean {
  return flags.some(({ name, value }) => name === 'mount' && value?.includes('type=cache'));
}

interface Installer {
  /** What runs again. */
  readonly command: string;
  /** The files that name the dependencies. */
  readonly manifest: string;
}

/** The program that installs the dependencies a file names; undefined for one that installs something else. */
function installerOf({ name, args }: RunCommand): Installer | undefined {
  const words = args.map(({ text }) => text);
  const [verb = '', ...rest] = words.filter((word) => !word.startsWith('-'));
  const found = installers.find(({ programs, verbs }) => programs.includes(name) && verbs.includes(verb));
  if (!found) return undefined;
  const [command, manifest] = [`${name} ${verb}`.trim(), found.manifest];
  if (found.form === 'list') return hasList(words) ? { command, manifest } : undefined;
  if (found.form === 'alone' && (rest.length > 0 || words.some((word) => /^(?:-g|--global)$/.test(word))))
    return undefined;
  if (found.form === 'download' && rest[0] !== 'download') return undefined;
  return { command: found.form === 'download' ? `${command} download` : command, manifest };
}

function hasList(words: readonly string[]): boolean {
  return (
    words.some((word) => /^(?:-r.*|--requirement(?:=.*)?)$/.test(word)) &&
    !words.some((word) => /^(?:-e|--editable|\.)$/.test(word))
  );
}

interface InstallerForm {
  readonly programs: readonly string[];
  readonly verbs: readonly string[];
  readonly manifest: string;
  /** What else tells that it installs what a file names: no names of packages, a list, or `download`. */
  readonly form: 'alone' | 'list' | 'download' | 'any';
}

const installers: readonly InstallerForm[] = [
  {
    programs: ['npm'],
    verbs: ['ci', 'install', 'i', 'clean-install'],
    manifest: 'package.json, package-lock.json',
    form: 'alone',
  },
  { programs: ['yarn'], verbs: ['', 'install'], manifest: 'package.json, yarn.lock', form: 'alone' },
  { programs: ['pnpm'], verbs: ['install', 'i'], manifest: 'package.json, pnpm-lock.yaml', form: 'alone' },
  { programs: ['pip', 'pip3'], verbs: ['install'], manifest: 'requirements.txt', form: 'list' },
  { programs: ['go'], verbs: ['mod'], manifest: 'go.mod, go.sum', form: 'download' },
  { programs: ['composer'], verbs: ['install'], manifest: 'composer.json, composer.lock', form: 'alone' },
  {
    programs: ['mvn', './mvnw'],
    verbs: ['package', 'install', 'verify', 'compile', 'clean', 'dependency:go-offline', 'dependency:resolve'],
    manifest: 'pom.xml',
    form: 'any',
  },
  {
    programs: ['cargo'],
    verbs: ['build', 'fetch', 'install', 'chef'],
    manifest: 'Cargo.toml, Cargo.lock',
    form: 'any',
  },
  { programs: ['bundle', 'bundler'], verbs: ['install'], manifest: 'Gemfile, Gemfile.lock', form: 'alone' },
];
