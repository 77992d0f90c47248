import type { Finding, Fix } from '../../lint/rule.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { message } from '../../text/message.ts';
import { isOnBareImage } from '../baseImages.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import type { VariableSite } from '../variables/sites.ts';
import { sitesOfName } from '../variables/sites.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const argBeforeFrom: DockerfileRule<'file'> = {
  id: 'arg-before-from',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A stage that uses an ARG from before the first FROM declares it again.',
  why:
    'An ARG before the first FROM serves the FROM lines only. In a stage the variable is empty, until `ARG NAME` without ' +
    'a value takes the value over. Where the base image surely does not set it, UndefinedVar says so for what the ' +
    'builder expands; this rule looks at the commands of RUN, too.',
  examples: [
    {
      bad: 'ARG RELEASE=1.2\nFROM node:22\nRUN echo $«RELEASE» ${«RELEASE»}\nLABEL a=$«RELEASE»\n',
      fixed: 'ARG RELEASE=1.2\nFROM node:22\nARG RELEASE\nRUN echo $RELEASE ${RELEASE}\nLABEL a=$RELEASE\n',
    },
    {
      bad: 'ARG A=1\nFROM alpine:3.22 AS a\nARG A\nFROM a\nRUN echo $A\nFROM alpine:3.22\nRUN echo "$«A»"\n',
      fixed: 'ARG A=1\nFROM alpine:3.22 AS a\nARG A\nFROM a\nRUN echo $A\nFROM alpine:3.22\nARG A\nRUN echo "$A"\n',
    },
    { good: 'ARG A=1\nFROM debian:$A\nRUN A=2 && echo $A\nCMD echo $A\nFROM debian:13\nENV A=3\nRUN echo $A\n' },
    { good: 'ARG HTTP_PROXY\nFROM debian:13\nRUN echo $HTTP_PROXY\n' },
    { good: "ARG NODE_VERSION=22\nFROM node:$NODE_VERSION\nRUN echo $NODE_VERSION '$NODE_VERSION'\n" },
  ],
  nodes: ['file'],
  check(model) {
    const names = new Set(
      model.globals.flatMap((instruction) =>
        instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name.text) : [],
      ),
    );
    if (names.size === 0) return [];
    const used = new Set(model.stages.flatMap((stage) => usedIn(stage, model.text).filter((name) => names.has(name))));
    return [...used]
      .slice(0, maxNames)
      .flatMap((name) => findingsOf(model, name))
      .toSorted((a, b) => a.span.start - b.span.start);
  },
};

/** For each name the file is walked once. */
const maxNames = 30;

/** The variables that a stage names and does not declare: they are worth a closer look. */
function usedIn({ instructions }: Stage, text: string): readonly string[] {
  const declared = new Set(instructions.flatMap((instruction) => namesOf(instruction)));
  return instructions.flatMap(({ kind, span, line }) => {
    const body = kind === 'run' ? text.slice(span.start, span.end) : line.text;
    const names = body.includes('$') ? [...body.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name) : [];
    return names.filter((name) => !declared.has(name));
  });
}

function namesOf(instruction: Instruction): readonly string[] {
  const declares = instruction.kind === 'arg' || instruction.kind === 'env';
  return declares ? instruction.pairs.map(({ name }) => name.text) : [];
}

function declares({ instructions }: Stage, name: string): boolean {
  return instructions.some((instruction) => namesOf(instruction).includes(name));
}

function findingsOf(model: DockerfileModel, name: string): readonly Finding[] {
  const sites = sitesOfName(model, name);
  const declared = new Set<Stage>();
  const told = new Set<Stage>();
  for (const stage of model.stages) {
    if (declares(stage, name) || (stage.baseStage && declared.has(stage.baseStage))) declared.add(stage);
  }
  return sites.flatMap((site): readonly Finding[] => {
    const stage = model.stages[site.stage];
    if (!stage || declared.has(stage) || site.role !== 'use' || !isOurs(site, stage, sites)) return [];
    // The first place has the fix for the stage.
    const fixes = told.has(stage) ? [] : [fixOf(model, stage, name)];
    told.add(stage);
    const text = message('The ARG {0} before the first FROM is empty here: declare it again in this stage.', name);
    return [{ span: site.span, message: text, ...(fixes.length > 0 ? { fixes } : {}) }];
  });
}

/** Whether the variable is surely meant, and nobody else says so. */
function isOurs({ by, instruction, name }: VariableSite, stage: Stage, sites: readonly VariableSite[]): boolean {
  if ((by !== 'shell' && by !== 'builder') || proxy.test(name)) return false;
  const isBare = isOnBareImage(bottomOf(stage));
  if (by === 'builder' && isBare) return false;
  // Images tell their versions and folders by variables, which have the names that people give their ARG.
  if (!isBare && /(?:^|_)(?:VERSION|HOME|PATH|MAJOR)$/.test(name)) return false;
  return !sites.some((other) => other.instruction === instruction && other.role === 'definition');
}

/** Every RUN sees these without an ARG. */
const proxy = /^(?:https?|ftp|no|all)_proxy$/i;

/** So many stages below are looked through. */
const maxDepth = 32;

function bottomOf(stage: Stage): Stage {
  let bottom = stage;
  for (let depth = 0; bottom.baseStage && depth < maxDepth; depth++) bottom = bottom.baseStage;
  return bottom;
}

function fixOf({ text }: DockerfileModel, { from }: Stage, name: string): Fix {
  const end = from.span.end;
  const lineBreak = lineBreakAt(text, end);
  const newText = `${lineBreak}ARG ${name}`;
  return {
    title: message('Insert {0}', `ARG ${name}`),
    edits: [{ span: { start: end, end }, newText }],
    preferred: true,
  };
}
