import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { bodyVariables } from '../../shell/variables.ts';
import { isOnBareImage } from '../baseImages.ts';
import { splitBefore } from '../lint/envReferences.ts';
import { expandedWords } from '../variables/expandedWords.ts';
import type { Stage } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import type { VariableUse } from '../parse/variables.ts';
import { variablesIn } from '../parse/variables.ts';
import type { DockerfileRule, Source } from '../lint/rule.ts';
import { closest } from '../../text/closest.ts';

export const undefinedVar: DockerfileRule<'stage'> = {
  id: 'UndefinedVar',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'Variables are declared by ARG or ENV before they are used.',
  why:
    'A variable that nobody sets is empty: `COPY $SRC /app` then copies nothing it should. Mind that an ARG before the ' +
    'first FROM must be declared again in each stage that uses it, and that one ENV cannot use what it sets itself. ' +
    'Where the base image may set the variable, only likely slips of the pen are reported.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nARG SOURCE\nCOPY «$SUORCE» /app/\n',
      fixed: 'FROM alpine:3.22\nARG SOURCE\nCOPY $SOURCE /app/\n',
    },
    { bad: 'ARG VERSION=1\nFROM scratch\nLABEL version=«$VERSION»\n' },
    {
      bad: 'FROM alpine:3.22\nENV HERE=/app THERE=«${HERE}»/there\n',
      fixed: 'FROM alpine:3.22\nENV HERE=/app\nENV THERE=${HERE}/there\n',
    },
    {
      bad: 'FROM node:22\nENV APP_HOME=/app\nWORKDIR «$APP_HOMR»\n',
      fixed: 'FROM node:22\nENV APP_HOME=/app\nWORKDIR $APP_HOME\n',
    },
    {
      bad: 'FROM web:dev\nLABEL a=$SET_THERE b=«$NOWHERE»\n',
      images: { 'web:dev': { variables: ['SET_THERE'] } },
    },
    { good: 'FROM node:22\nLABEL node=$NODE_VERSION path=$PATH\n' },
    { good: 'FROM scratch\nCOPY <<$END /a\ntext\n$END\n' },
    { good: 'FROM alpine:3.22 AS base\nENV A=1\nFROM base\nRUN echo $B\nLABEL a=$A\n' },
  ],
  nodes: ['stage'],
  check: (stage, source) => findingsOf(stage, source, noImages),
  async inspect({ stages, tree, text }, workspace) {
    const source = { text, escape: tree.escape };
    // Where the engine has the base image, all that it sets is known.
    const names = stages.flatMap(({ baseStage, baseName }) => (baseStage ? [] : (baseName ?? [])));
    const before = new Set(
      stages.flatMap((stage) => findingsOf(stage, source, noImages)).map(({ span }) => span.start),
    );
    const images = new Map<string, readonly string[]>();
    for (const name of [...new Set(names)].slice(0, maxImages)) {
      const facts = await workspace.imageFacts(name);
      if (facts) images.set(name, facts.variables);
    }
    if (images.size === 0) return noFindings;
    // An edit in the meantime may have moved the spans; then nobody takes what is found here.
    const found = stages.flatMap((stage) => findingsOf(stage, source, images));
    return found.filter(({ span }) => !before.has(span.start));
  },
};

/** So many base images are asked for. */
const maxImages = 10;

/** The variables that base images set, by the images' names. */
type ImageVariables = ReadonlyMap<string, readonly string[]>;

const noImages: ImageVariables = new Map();

function findingsOf(
  stage: Stage,
  { text, escape: sign }: Pick<Source, 'text' | 'escape'>,
  images: ImageVariables,
): readonly Finding[] {
  const escape = sign.charCodeAt(0);
  const names = namesBelow(stage, images, 1);
  return stage.instructions.flatMap((instruction) => [
    ...findingsIn(instruction, names, { text, escape }),
    ...findingsInBodies(instruction, names, text),
  ]);
}

/** The variables at the start of a stage: those of the stages below it, and of the image at the bottom. */
function namesBelow(stage: Stage, images: ImageVariables, depth: number): Names {
  if (depth > maxDepth) return { own: new Set(), base: undefined, isComplete: false };
  const { baseStage, baseName } = stage;
  if (baseStage) {
    const base = namesBelow(baseStage, images, depth + 1);
    for (const instruction of baseStage.instructions) {
      if (instruction.kind === 'arg' || instruction.kind === 'env') declare(instruction, base, Infinity);
    }
    return { own: new Set(), base, isComplete: base.isComplete };
  }
  const variables = images.get(baseName ?? '');
  const isComplete = variables !== undefined || isOnBareImage(stage);
  return { own: new Set(['PATH', ...(variables ?? [])]), base: undefined, isComplete };
}

/** The variables that a stage declares, and those of the stage below. */
interface Names {
  readonly own: Set<string>;
  readonly base: Names | undefined;
  /** Whether no others can be set. */
  readonly isComplete: boolean;
}

/** More stages on top of each other are not looked through. */
const maxDepth = 64;

/** The text of the file, and the code of its escape character. */
interface Escaped {
  readonly text: string;
  readonly escape: number;
}

function findingsIn(instruction: Instruction, names: Names, source: Escaped): readonly Finding[] {
  const declares = instruction.kind === 'arg' || instruction.kind === 'env';
  const findings = instruction.line.text.includes('$') ? usesIn(instruction, names, source) : noFindings;
  if (declares) declare(instruction, names, Infinity);
  return findings;
}

function usesIn(instruction: Instruction, names: Names, { text, escape }: Escaped): readonly Finding[] {
  if (usedNames(instruction, escape).every((name) => isDeclared(names, name))) return noFindings;
  const findings: Finding[] = [];
  for (const word of expandedWords(instruction)) {
    const seen = new Set<string>();
    for (const use of variablesIn(instruction.line, word, escape)) {
      if (isDeclared(names, use.name) || seen.has(use.name)) continue;
      seen.add(use.name);
      const found = finding(use, names);
      if (found) findings.push(found.fixes ? found : { ...found, ...splitFix(instruction, use, text) });
    }
    // The values of one ARG are set one after the other, those of an ENV all at once.
    if (instruction.kind === 'arg') declare(instruction, names, word.at);
  }
  return findings;
}

/** A variable that the same ENV sets before needs an ENV of its own to be seen. */
function splitFix(instruction: Instruction, { name, span }: VariableUse, text: string): Pick<Finding, 'fixes'> {
  if (instruction.kind !== 'env') return {};
  const { pairs } = instruction;
  const at = pairs.findIndex((pair) => pair.span.end >= span.end);
  const pair = pairs[at];
  const isSetBefore = pair && pairs.slice(0, at).some((other) => other.name.text === name);
  const isFirst = pair && !text.slice(pair.span.start, span.start).includes('$');
  const fixes = isSetBefore && isFirst ? splitBefore(instruction, pair, text) : [];
  return fixes.length > 0 ? { fixes } : {};
}

/** The builder expands variables in the heredocs that become files. */
function findingsInBodies(instruction: Instruction, names: Names, text: string): readonly Finding[] {
  if (instruction.heredocs.length === 0 || (instruction.kind !== 'copy' && instruction.kind !== 'add'))
    return noFindings;
  return instruction.heredocs.flatMap(({ body, expands }) => {
    const uses = expands ? bodyVariables(text.slice(body.start, body.end)) : [];
    return uses.flatMap(({ name, start, end }) => {
      const span = { start: body.start + start, end: body.start + end };
      return isDeclared(names, name) ? [] : (finding({ name, span, nameSpan: span }, names) ?? []);
    });
  });
}

/** The variables that an instruction names; told by its text, so an edit elsewhere does not change them. */
function usedNames(instruction: Instruction, escape: number): readonly string[] {
  const known = namesByInstruction.get(instruction);
  if (known) return known;
  const uses = expandedWords(instruction).flatMap((word) => variablesIn(instruction.line, word, escape));
  const names = [...new Set(uses.map(({ name }) => name))];
  namesByInstruction.set(instruction, names);
  return names;
}

const namesByInstruction = new WeakMap<Instruction, readonly string[]>();

function declare({ pairs }: Extract<Instruction, { kind: 'arg' | 'env' }>, names: Names, until: number): void {
  for (const { name } of pairs) if (name.at <= until) names.own.add(name.text);
}

function isDeclared(names: Names, name: string): boolean {
  for (let at: Names | undefined = names; at; at = at.base) if (at.own.has(name)) return true;
  return name.startsWith('BUILDKIT_SBOM_SCAN_');
}

/** So many names are compared with one that is not known. */
const maxCandidates = 200;

function candidates({ own, base }: Names): readonly string[] {
  const all = [own, base?.own].flatMap((names) => (names && names.size <= maxCandidates ? [...names] : []));
  // An odd name such as `A:B` can be declared, but not used.
  return all.filter((name) => /^\w+$/.test(name));
}

function finding({ name, span, nameSpan }: VariableUse, names: Names): Finding | undefined {
  const meant = name.length > 2 ? closest(name, candidates(names)) : undefined;
  if (meant === undefined && !names.isComplete) return undefined;
  if (meant === undefined) return { span, message: message('{0} is not set here, so it is empty.', name) };
  return {
    span,
    message: message('{0} is not set here. Did you mean {1}?', name, meant),
    fixes: [{ title: message('Change to {0}', meant), edits: [{ span: nameSpan, newText: meant }], preferred: true }],
  };
}
