import type { BuildPlan, PlannedInstruction } from '../../../protocol/messages.ts';

/**
 * The instruction that the builder speaks of where it names no step: the one at the line that it tells (from 1), else the
 * one whose image it could not have, else the only one that says what it quotes.
 */
export function instructionNamed(
  { stages }: BuildPlan,
  reason: string,
  line: number | undefined,
): PlannedInstruction | undefined {
  const all = stages.flatMap(({ from, instructions }) => [from, ...instructions]);
  if (line !== undefined) return all.find(({ start, end }) => start.line < line && line <= end.line + 1);
  return imageUser(all, reason) ?? onlyWith(all, reason);
}

/** `team/app:1: failed to resolve source metadata for docker.io/team/app:1: …` */
function imageUser(all: readonly PlannedInstruction[], reason: string): PlannedInstruction | undefined {
  const [, name] =
    /^(\S+): (?:failed to resolve source metadata for |not found$)/.exec(reason) ??
    /^invalid stage index (\d+)$/.exec(reason) ??
    [];
  if (name === undefined) return undefined;
  return all.find(({ keyword, text }) =>
    keyword === 'FROM'
      ? said(text).includes(name)
      : said(text).some((word) => /^(?:--)?from=/.test(word) && word.endsWith(`=${name}`)),
  );
}

function said(text: string): readonly string[] {
  return text.split(/[\s,"']+/);
}

/** What is quoted must stand in one instruction only; `ENV must have two arguments` is about the only ENV. */
function onlyWith(all: readonly PlannedInstruction[], reason: string): PlannedInstruction | undefined {
  const quoted = [...reason.matchAll(/"([^"]+)"|\((\$[^()]+)\)/g)].map((found) => found[1] ?? found[2] ?? '');
  const last = reason === 'unterminated heredoc' ? '<<' : /: (\S+)$/.exec(reason)?.[1];
  for (const word of [...quoted, ...(last === undefined ? [] : [last])]) {
    const found = all.filter(({ text }) => text.includes(word));
    if (found.length === 1) return found[0];
  }
  const keyword = /^([A-Z]+) /.exec(reason)?.[1];
  const same = all.filter((instruction) => instruction.keyword === keyword);
  return same.length === 1 ? same[0] : undefined;
}
