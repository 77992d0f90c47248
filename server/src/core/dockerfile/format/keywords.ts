import type { FormatOptions } from '../../language.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Instruction, Word } from '../parse/ast.ts';

/** The edits that give the keywords of an instruction their case: also ONBUILD's, AS of FROM, and CMD of HEALTHCHECK. */
export function keywordEdits(instruction: Instruction, { keywordCase }: FormatOptions): readonly TextEdit[] {
  if (keywordCase === 'keep') return [];
  return keywords(instruction).flatMap(({ text, span }) => {
    const newText = keywordCase === 'upper' ? text.toUpperCase() : text.toLowerCase();
    // A keyword over two lines stays, and so does one with letters that are not what they look like.
    if (newText === text || span.end - span.start !== text.length || !/^[A-Za-z]+$/.test(text)) return [];
    return [{ span, newText }];
  });
}

function keywords(instruction: Instruction): readonly Word[] {
  const { kind, keyword } = instruction;
  if (kind === 'unknown') return [];
  if (kind === 'onbuild') return instruction.trigger ? [keyword, ...keywords(instruction.trigger)] : [keyword];
  const second = kind === 'from' ? instruction.words[1] : kind === 'healthcheck' ? instruction.type : undefined;
  return second && /^(?:as|cmd|none)$/i.test(second.text) ? [keyword, second] : [keyword];
}
