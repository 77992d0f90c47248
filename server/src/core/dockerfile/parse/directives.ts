import { message } from '../../text/message.ts';
import type { Directive, DirectiveName, SyntaxProblem } from './ast.ts';
import { isSpace, skipSpaces, trimmedEnd } from './chars.ts';

/** The directives of a file, in reading: the first line that is none ends them. */
export interface DirectiveState {
  done: boolean;
  readonly directives: Directive[];
  readonly problems: SyntaxProblem[];
}

const directiveNames: ReadonlyMap<string, DirectiveName> = new Map([
  ['syntax', 'syntax'],
  ['escape', 'escape'],
  ['check', 'check'],
]);

/**
 * Reads the comment at `start…end` as a directive where it is one (directives.go). Anything else ends the directives:
 * an ordinary comment, an unknown name, an empty value.
 */
export function readDirective(state: DirectiveState, text: string, start: number, end: number): Directive | undefined {
  const directive = directiveAt(text, start, end);
  if (!directive) {
    state.done = true;
    return undefined;
  }
  const { name, span } = directive;
  const isRepeated = state.directives.some((other) => other.name === name);
  if (isRepeated) {
    const problem = message('The directive {0} may stand only once in a file.', name);
    state.problems.push({ code: 'duplicate-directive', span, message: problem });
  } else if (name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
    const problem = message('The escape character must be \\ or `, not {0}.', directive.value);
    state.problems.push({ code: 'invalid-escape-directive', span: directive.valueSpan, message: problem });
  }
  state.directives.push(directive);
  return directive;
}

function directiveAt(text: string, start: number, end: number): Directive | undefined {
  const nameStart = skipSpaces(text, start + 1, end);
  let nameEnd = nameStart;
  while (nameEnd < end && /[a-zA-Z0-9]/.test(text.charAt(nameEnd))) nameEnd++;
  const equals = skipSpaces(text, nameEnd, end);
  const name = directiveNames.get(text.slice(nameStart, nameEnd).toLowerCase());
  if (!name || text.charAt(equals) !== '=') return undefined;
  const valueStart = skipSpaces(text, equals + 1, end);
  const valueEnd = trimmedEnd(text, valueStart, end);
  if (valueStart >= valueEnd || isSpace(text.charCodeAt(valueStart))) return undefined;
  return {
    span: { start, end: valueEnd },
    name,
    nameSpan: { start: nameStart, end: nameEnd },
    value: text.slice(valueStart, valueEnd),
    valueSpan: { start: valueStart, end: valueEnd },
  };
}
