import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Flag, From, Word } from '../parse/ast.ts';
import type { VariableUse } from '../parse/variables.ts';
import { variablesIn } from '../parse/variables.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { platformArgs } from '../variables/scope.ts';
import { closest } from '../../text/closest.ts';

export const undefinedArgInFrom: DockerfileRule<'file'> = {
  id: 'UndefinedArgInFrom',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'FROM uses only variables that an ARG before the first FROM declares.',
  why:
    'A variable that is not declared is empty, and cannot be set by `--build-arg`. The ARG must stand before the first ' +
    'FROM: one within a stage is not seen by FROM lines.',
  examples: [
    {
      bad: 'ARG VERSION=3.22\nFROM alpine:«$VERSON»\n',
      fixed: 'ARG VERSION=3.22\nFROM alpine:$VERSION\n',
    },
    { bad: 'FROM --platform=«${PLATFORM:-linux/amd64}» alpine:3.22 AS linux\n' },
    { good: 'ARG VERSION=3.22\nFROM --platform=$BUILDPLATFORM alpine:$VERSION\n' },
  ],
  nodes: ['file'],
  check({ globals, stages, tree }) {
    const declared = globals.flatMap((instruction) =>
      instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name.text) : [],
    );
    const known = new Set([...platformArgs, ...declared]);
    const escape = tree.escape.charCodeAt(0);
    return stages
      .filter(({ from }) => from.line.text.includes('$'))
      .flatMap(({ from }) =>
        expandedWords(from)
          .flatMap((word) => variablesIn(from.line, word, escape))
          .filter(({ name }) => !known.has(name))
          .map((use) => finding(use, declared)),
      );
  },
};

function expandedWords({ words, flags }: From): readonly Word[] {
  return [...flags.filter(isPlatform).flatMap(({ valueWord }) => valueWord ?? []), ...words.slice(0, 1)];
}

function isPlatform({ name }: Flag): boolean {
  return name === 'platform';
}

function finding({ name, span, nameSpan }: VariableUse, declared: readonly string[]): Finding {
  // An odd name such as `A:B` can be declared, but not used.
  const meant = closest(
    name,
    declared.filter((other) => /^\w+$/.test(other)),
  );
  if (meant === undefined) {
    return { span, message: message('No ARG before the first FROM declares {0}, so it is empty here.', name) };
  }
  return {
    span,
    message: message('No ARG before the first FROM declares {0}. Did you mean {1}?', name, meant),
    fixes: [{ title: message('Change to {0}', meant), edits: [{ span: nameSpan, newText: meant }], preferred: true }],
  };
}
