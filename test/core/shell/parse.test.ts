import { describe, expect, test } from 'vitest';
import { parseScript } from '../../../server/src/core/shell/parse.ts';
import { dump } from './dump.ts';

/** Scripts that are complete, and how they are taken apart. */
const scripts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'words and quotes': {
    'a b  c': 'a b c',
    'a \'b c\' "d e"': 'a “b c” “d e”',
    'a\'b\'"c"d': 'abcd',
    'a "" \'\'': 'a “” “”',
    "a 'b\\' c": 'a b\\ c',
    'a "b\\"c\\$d\\e"': 'a b"c$d\\e',
    'a\\ b c': '“a b” c',
    "a $'b\\'c' $\"d e\"": "a b\\'c “d e”",
    'a#b c# #d': 'a#b c#',
    'a {b,c}/d [e]* ~/f': 'a {b,c}/d [e]* ~/f',
    '软件 "安装"\u3000x': '软件 安装\u3000x',
    'a \\\n  b\\\nc': 'a bc',
    'a\r\nb\r\n': 'a ⏎ b ⏎',
  },
  'variables and expansions': {
    'a $b ${c} "$d"e $1 $? $@': 'a $b $c $de $1 $? $@',
    'a ${b:-c} ${b:=c d} ${b%%.*} ${b//x/y}': 'a ${b:-c} “${b:=c d}” ${b%%.*} ${b//x/y}',
    'a ${#b} ${!c} ${d[0]}': 'a $b $c ${d[0]}',
    'a "${b:-"c d"}" "${b:-\'}"': "a “${b:-c d}” ${b:-'}",
    'a ${b:-${c:-$(d)}}': 'a ${b:-${c:-$(d)}}',
    'a $ $. "$"': 'a $ $. $',
  },
  substitutions: {
    'a $(b c | d) "$(e)"f': 'a “$(b c | d)” $(e)f',
    'a $(b "$(c)") `d e`': 'a “$(b $(c))” “$(d e)”',
    'a "`b`" $()': 'a $(b) $()',
    'a $(b # c )\n)': 'a “$(b ⏎)”',
    'a $(case b in c) d;; esac)': 'a “$(case b c { d })”',
    'diff <(a b) >(c)': 'diff “$(a b)” $(c)',
    'a $((1 + b * $c)) b': 'a $((2)) b',
    'a $((b) ; c)': 'a “$(subshell { b } ; c)”',
    '((a = b + 1)) && c': 'arithmetic && c',
    '((a); b)': 'subshell { subshell { a } ; b }',
  },
  'lists and pipes': {
    'a && b || c; d & e': 'a && b || c ; d & e',
    'a &&\n b ||\n\n c': 'a && b || c',
    'a | b |& c |\n d': 'a | b | c | d',
    '! a | b': '! a | b',
    'time -p a; time b': 'a ; b',
    'a; # b\n# c\nd': 'a ; d',
    'a\n\n b\n': 'a ⏎ b ⏎',
    '  ': '',
    '# a': '',
  },
  'assignments and redirections': {
    'A=b C="d e" f g=h': 'A=[b] C=[“d e”] f g=h',
    'A= B=#c d': 'A=[] B=[#c] d',
    'A=(b "c d"\n # e\n f) G+=(h)': 'A=[b “c d” f] G=[h]',
    'A[1]=b': 'A=[b]',
    'declare -a A=(b "c d") E=()': 'declare -a A= b “c d” E=',
    'a >b 2>&1 <c >>d &>e 2>&-': 'a >b >&1 <c >>d &>e >&-',
    '>a b': 'b >a',
    'a 2 >b': 'a 2 >b',
    'a <<< "b c"': 'a <<<“b c”',
    'exec {fd}>a': 'exec >a',
  },
  heredocs: {
    'a <<E\n$b\nE\nc': 'a <<E heredoc ⏎ c',
    "a <<'E' && b\n$c\nE\n": 'a <<E quoted heredoc && b ⏎',
    'a <<-E\n\tb\n\tE\nc': 'a <<-E heredoc ⏎ c',
    'a <<E <<F | b\nc\nE\nd\nF\n': 'a <<E heredoc <<F heredoc | b ⏎',
    'a "$(b <<E\nc )"\nE\n)"': 'a “$(b <<E heredoc ⏎)”',
  },
  'compound commands': {
    '(a; b) >c': 'subshell { a ; b } >c',
    '{ a; b; } | c': 'group { a ; b ; } | c',
    'if a; then b; elif c; then d; else e; fi': 'if { a ; } { b ; } { c ; } { d ; } { e ; }',
    'if a\nthen b\nfi': 'if { a ⏎ } { b ⏎ }',
    'while a; do b; done <c': 'while { a ; } { b ; } <c',
    'until a; do b; done; d': 'until { a ; } { b ; } ; d',
    'for a in b "c d" $e; do f $a; done': 'for a b “c d” $e { f $a ; }',
    'for a in b \\\n  c # d\ndo e; done': 'for a b c { e ; }',
    'for a; do b; done': 'for a { b ; }',
    'for ((i = 0; i < 3; i++)); do a; done': 'for { a ; }',
    'for ((;;)) do a; done': 'for { a ; }',
    'select a in b c; do d; done': 'select a b c { d ; }',
    'case $a in b|c) d ;; (e*) f; g;; *) ;; esac': 'case $a b c e* * { d } { f ; g } {  }',
    'case a in\n  b)\n    c\n    ;;\nesac': 'case a b { c ⏎ }',
    'a() { b; }; a': 'function a { group { b ; } } ; a',
    'function a { b; }': 'function a { group { b ; } }',
    'a() (b)': 'function a { subshell { b } }',
    '[[ a && b =~ ^(c|d)$ || e < f ]] && g': '[[ a b =~ ^ c d $ e f ]] && g',
    '[[ a ]] 2>b | c': '[[ a ]] >b | c',
    '[ a = b ] || c': '[ a = b ] || c',
    'echo if then fi } done': 'echo if then fi } done',
  },
};

describe.each(Object.entries(scripts))('%s', (_, table) => {
  test.each(Object.entries(table))('%j', (text, expected) => {
    const script = parseScript(text);
    expect(dump(script)).toBe(expected);
    expect(script.isComplete).toBe(true);
  });
});

/** What is half written, or wrong, and what can be read all the same. */
const unfinished: Readonly<Record<string, string>> = {
  'a "b c': 'a “b c”',
  "a 'b": 'a b',
  "a $'b": 'a b',
  'a $(b c': 'a “$(b c)”',
  'a `b': 'a $(b)',
  'a ${b': 'a $b',
  'a ${b:-c': 'a ${b:-c}',
  'a $((b': 'a $((1))',
  'a &&': 'a &&',
  'a |': 'a',
  '&& a': 'a',
  'a; ; b': 'a ; b',
  '(a; b': 'subshell { a ; b }',
  '{ a; b': 'group { a ; b }',
  'if a; then b': 'if { a ; } { b }',
  'if a': 'if { a }',
  'while a; do': 'while { a ; } {  }',
  'for a in b c': 'for a b c',
  for: 'for “”',
  'case a': 'case a',
  'case a in b) c': 'case a b { c }',
  'a()': 'function a {  }',
  'a <<E\nb': 'a <<E heredoc ⏎',
  'a <<E': 'a <<E',
  'a >': 'a >?',
  '[[ a && b': '[[ a b',
  'a=(b c': 'a=[b c]',
  'a )': 'a',
  'a; fi; b': 'a ; b',
  '(a) b': 'subshell { a } b',
  'a \\': 'a \\',
};

test.each(Object.entries(unfinished))('Unfinished: %j', (text, expected) => {
  const script = parseScript(text);
  expect(dump(script)).toBe(expected);
  expect(script.isComplete).toBe(false);
});

test('Only a part of a text is read', () => {
  const text = 'x; a "b" # c; y';
  const script = parseScript(text, 3, 8);
  expect(dump(script)).toBe('a b');
  expect([script.start, script.end]).toEqual([3, 8]);
  expect(dump(parseScript('a "b c" d', 0, 4))).toBe('a b');
  expect(dump(parseScript('a <<E\nb\nE\nc', 0, 8))).toBe('a <<E heredoc ⏎');
});
