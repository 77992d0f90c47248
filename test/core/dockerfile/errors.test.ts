import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

function errorsOf(text: string): readonly Diagnostic[] {
  return dockerfile.diagnose(dockerfile.parse(text)).filter(({ severity }) => severity === 'error');
}

/** By code: texts with the errors of that code marked; no other errors may be there. */
const rejected: Readonly<Record<string, readonly string[]>> = {
  'no-instructions': ['«»', '«»\n\n# only comment\n'],
  'no-from': ['«ARG» x=1\nARG y\n'],
  'no-stage': ['«RUN» foo\nRUN bar\n', 'ARG a\n«RUN» x\n«ENV» a=b\nFROM alpine\n'],
  'unknown-instruction': [
    'FROM alpine\n«FRUN» a\n«RN» b\n',
    'FROM alpine\nRUN echo \\\\\n «hi»\n',
    '«FROM\u00a0alpine»\nFROM a',
    'FROM alpine\nCMD <<EOF\n«x»\n«EOF»\n',
    'FROM alpine AS b\nONBUILD «FOO»\nFROM b\n',
    '«»\\\n',
  ],
  'duplicate-directive': [
    '# escape=`\n«# escape=`»\nFROM a\n',
    '# syntax=docker/dockerfile:1\n#check=skip=all\n «# Syntax=b»\nFROM a\n',
  ],
  'invalid-escape-directive': ['# escape=«a»\nFROM a\n', '# escape=«\\\\»\nFROM a\n'],
  'invalid-check-directive': [
    '# check=«foo»;skip=all\nFROM a\n',
    '# check=skip=all;«error=maybe»\nFROM a\n',
    '#!/bin/x\n# check=«foo=1» x\nFROM a\n',
  ],
  'line-too-long': [`FROM a\n«RUN ${'a'.repeat(65_536)}»\n`],
  'json-strings-only': [
    'FROM a\nRUN «["a", 1]»\n',
    'FROM a\nCOPY «["a", ["b"]]»\n',
    'FROM a\nHEALTHCHECK CMD «[null]»\n',
  ],
  'unterminated-heredoc': [
    'FROM a\nRUN «<<EOF»\nhi\n',
    'FROM a\nRUN (cat «<<EOF)»\nhi\nEOF\n',
    'FROM a\nRUN «<<A» <<B\nB\n',
  ],
  'missing-equals': ['FROM a\nENV a=b «c» d=e «# f»\n'.replace('«# f»', '«#» «f»')],
  'missing-value': ['FROM a\nENV «a»\n', 'FROM a\nLABEL «a»  \n', 'FROM a\nONBUILD ENV «a»\n'],
  'blank-name': ['FROM a\nENV «=b»\n', 'FROM a\nLABEL a=b «="c"»\n', 'FROM a\nARG «=b»\n'],
  'unknown-flag': [
    'FROM a\nCOPY «--frm»=x a b\n',
    'FROM a\nUSER «--x» a\n',
    'FROM «--foo»=x a\n',
    'FROM a\nCOPY «--CHOWN»=a a b\n',
    'FROM a\nONBUILD «--x» RUN a\n',
    'FROM a\nADD «--from»=b c d\n',
    'FROM a\nMAINTAINER «--boo» x\n',
    'FROM a AS b\nONBUILD RUN «--x» a\nFROM b\nFROM b\n',
  ],
  'duplicate-flag': ['FROM a\nCOPY --chown=a «--chown=b» a b\n', 'FROM a\nRUN --network=none «--network=host» a\n'],
  'missing-flag-value': [
    'FROM «--platform» a\n',
    'FROM a\nRUN «--mount» a\n',
    'FROM a\nCOPY «--link=» a b\n',
    'FROM a\nRUN «--mount=» b\n',
  ],
  'invalid-flag-value': [
    'FROM a\nCOPY --link=«maybe» a b\n',
    'FROM a\nRUN --network=«foo» a\nRUN --security=«»\n',
    'FROM a\nRUN --security=«foo» a\n',
    'FROM a\nHEALTHCHECK --interval=«1» CMD a\n',
    'FROM a\nHEALTHCHECK --interval=«-1s» CMD a\n',
    'FROM a\nHEALTHCHECK --timeout=«99999999999h» CMD a\n',
    'FROM a\nHEALTHCHECK --timeout=«1us» --retries=«1.5» CMD a\n',
    'FROM a\nHEALTHCHECK --retries=«-1» CMD a\n',
  ],
  'missing-argument': [
    'FROM a\nCOPY «a»\n',
    'FROM a\nCOPY [«"a"»]\n',
    'FROM a\n«ADD»\n«ENV»\n«LABEL»\n«ARG»\n«EXPOSE»\n«VOLUME»\n«USER»\n«WORKDIR»\n«STOPSIGNAL»\n«MAINTAINER»\n«ONBUILD»\n«SHELL»\n«SHELL» []\n',
    'FROM a\n«HEALTHCHECK»\nHEALTHCHECK «CMD»\n',
    'FROM a AS b\nONBUILD COPY «a»\nFROM b\n',
  ],
  'extra-argument': ['FROM a\nHEALTHCHECK NONE «a b»\n'],
  'unknown-healthcheck': ['FROM a\nHEALTHCHECK «curl» -f x\n'],
  'heredoc-destination': ['FROM a\nCOPY a «<<EOF»\nEOF\n'],
  'empty-path': ['FROM a\nVOLUME [«""», "/a", «" "»]\n', 'FROM alpine\nVOLUME «$X»\n'],
  'from-arguments': [
    '«FROM»\n',
    'FROM a «b»\n',
    'FROM a «b» c\n',
    'FROM a «AS»\n',
    'FROM a AS b «c»\n',
    'FROM a «#» comment\n',
    'FROM a «b» c d\n',
  ],
  'invalid-stage-name': ['FROM a AS «1b»\n', 'FROM a AS «"b"»\n'],
  'empty-base': ['ARG X\nFROM «$X»\n', 'FROM «${X:+a}»\n'],
  'empty-platform': ['FROM --platform=«$X» a\n'],
  'invalid-platform': ['FROM --platform=«a/b/c/d» a\n', 'FROM --platform=«foo» a\n'],
  'invalid-image': [
    'FROM «Alpine»\n',
    'FROM «a:b:c»\n',
    'FROM «a@sha256:abc»\n',
    'ARG V=x:y\nFROM «a:$V»\n',
    'FROM a AS B\nFROM «B»\n',
    'FROM a\nCOPY --from=«A:» b c\n',
    'FROM a\nRUN --mount=from=«X/Y»,target=/x b\n',
  ],
  'invalid-trigger': ['FROM a\nONBUILD «FROM» x\nONBUILD «onbuild» RUN a\nONBUILD «MAINTAINER» x\n'],
  'json-form-required': ["FROM a\nSHELL «['bash']»\n", 'FROM a\nSHELL «["a"] # c»\n'],
  'copy-url': ['FROM a\nCOPY «http://a/b» «git@github.com:a/b» /x\n'],
  'invalid-mode': [
    'FROM a\nCOPY --chmod=«999» a b\n',
    'FROM a\nADD --chmod=«77777» a b\n',
    'FROM a\nCOPY --chmod=«u+y» a b\n',
  ],
  'invalid-checksum': [
    'FROM a\nADD --checksum=«sha256:x» http://a/b http://c/d b\n',
    'FROM a\nADD --checksum=«sha256:x» a b\n',
    'FROM a\nADD --checksum=«sha256:x» http://a/b b\n',
  ],
  'unknown-stage': ['FROM a\nCOPY --from=«5» a b\n', 'FROM a\nCOPY --from=«-1» a b\n'],
  'flag-too-new': [
    '# syntax=docker/dockerfile:1.19\nFROM a\nCOPY «--parents» a b\n',
    '# syntax=docker/dockerfile:1.1@sha256:x\nFROM a\nRUN «--mount»=type=ssh x\n',
    '# syntax=docker/dockerfile:1.3.2\nFROM a\nADD «--link» a b\n',
  ],
  'labs-flag': ['FROM a\nRUN «--device»=x y\n', '# syntax=docker/dockerfile:1.20\nFROM a\nRUN «--device»=x y\n'],
  'circular-stage': ['FROM a\nCOPY --from=«0» x y\n', 'FROM a AS b\nRUN --mount=from=«b»,target=/x y\n'],
  'later-stage': [
    'FROM a AS b\nONBUILD COPY --from=«d» x y\nFROM b\nFROM c AS d\n',
    'FROM a\nCOPY --from=«c» x y\nFROM b AS c\n',
  ],
  'variable-in-from': ['ARG X=a\nFROM a\nCOPY --from=«$X» a b\nRUN --mount=from=«$X»,target=/x b\n'],
  'invalid-mount': [
    'FROM a\nRUN --mount=type=«cach»,target=/x a\n',
    'FROM a\nRUN --mount=type=cache,target=/x,sharing=«foo»,mode=«9»,uid=«x» a\n',
    'FROM a\nRUN --mount=type=bind,target=/x,«size=1» a\n',
    'FROM a\nRUN --mount=«required»,type=secret,id=x a\n',
    'FROM a\nRUN --mount=type=tmpfs,target=/x,size=«1x» a\n',
    'FROM a\nRUN --mount=type=bind,target=/x,«uid=1» a\n',
    'FROM a\nRUN --mount=«target» a\n',
    'FROM a\nRUN --mount=type=cache,target=/x,ro=«maybe» a\n',
    'FROM a\nRUN --mount=type=secret,id=a,«from=b» a\n',
    'FROM a\nRUN --mount=type=ssh,«source=x» a\n',
    'FROM a\nRUN --mount=type=tmpfs,target=/x,«sharing=shared» a\n',
    'FROM a\nRUN --mount="type=«cach»,target=/x" a\n',
    'FROM a\nRUN --mount=type=cache,\\\ntarget=/x,sharing=«fo\\\no» a\n',
  ],
  'unknown-mount-key': [
    'FROM a\nRUN --mount=type=cache,target=/x,«foo»=bar a\n',
    'FROM a\nRUN --mount=type=cache,target=/x,«tipe» a\n',
  ],
  'incomplete-mount': ['FROM a\nRUN --mount=«type=secret» a\n'],
  'conflicting-mount': ['FROM a\nRUN --mount=«type=secret,id=a,source=b» a\n'],
  'invalid-mount-target': [
    'FROM a\nRUN --mount=«type=cache,target=/» a\n',
    'FROM alpine\nRUN --mount=«type=cache,target=$U» a\n',
    'FROM alpine\nRUN --mount=«type=tmpfs» a\n',
  ],
  'invalid-port': [
    'FROM a\nEXPOSE «a» 80 «80-70» «/tcp» «80/foo» «65536» «-1»\n',
    'FROM a\nEXPOSE «["80"]» «1.2.3:80:80» «x:80» «1-2:80-90»\n',
    'FROM a\nARG P=x\nEXPOSE 80 «$P»\n',
  ],
  'invalid-signal': [
    'FROM a\nSTOPSIGNAL «abc»\n',
    'FROM a\nSTOPSIGNAL «0»\n',
    'FROM alpine\nSTOPSIGNAL «$S»\n',
    'FROM a\nARG v=abc\nSTOPSIGNAL «${v%c}»\n',
  ],
  'unterminated-quote': [
    "FROM a\nENV a=«'b»\n",
    'FROM a\nLABEL a=x«"y»\n',
    'FROM a\nWORKDIR /a«"b»\n',
    'FROM a\nARG A=«"x»\n',
    'FROM a\nCOPY «"a» b" c\n'.replace(' b" c', ' b«"» c'),
  ],
  'bad-substitution': [
    'FROM a\nUSER x«${v^^}»y\n',
    'FROM a\nCOPY <<EOF /x\na «${{b}» c\nd «${e»\nEOF\n'.replace('d «${e»', 'd'),
    'FROM a\nCOPY <<EOF /x\nd «${e»\nf\nEOF\n',
    'ARG A=«${:a}»\nFROM a\n',
    'FROM a\nENV A=${B:-«${C»\n',
    'FROM a\nENV A=«${B:»\n',
  ],
  'unset-variable': ['FROM alpine\nUSER «${u:?who}»\n'],
};

/** What BuildKit takes, odd as it may be. */
const accepted: readonly string[] = [
  'FROM a AS b\nFROM c AS b\n',
  'FROM a\nRUN\nCMD\nENTRYPOINT\n',
  'FROM a\nCOPY a b c\nUSER a b\nWORKDIR a b\nARG 1a\n',
  'FROM a\nHEALTHCHECK --retries=0 --interval=0s --timeout=+1s --start-period=1m30.5s CMD a\n',
  'FROM a\nHEALTHCHECK --interval=x --foo NONE\n',
  'FROM a\nEXPOSE 0 080 +80 "90" 80/ 80/TCP 127.0.0.1:8080:80 [::1]:80:80 8000-8010/udp 1-5:80\n',
  '# syntax=docker/dockerfile:1-labs\nFROM a\nRUN --device=x y\n',
  'FROM a AS b\nONBUILD COPY --from=c x y\nONBUILD COPY --from=9 x y\nFROM d AS c\n',
  'FROM a\nONBUILD FOO\nONBUILD COPY a\nONBUILD HEALTHCHECK NONE\n',
  'FROM a\nSTOPSIGNAL --x kill\nSTOPSIGNAL SIGRTMIN+3\nSTOPSIGNAL 9\nARG --y z\n',
  'FROM ${X:-a}\n',
  'FROM "alpine"\n',
  'FROM scratch\n',
  'ARG V=22\nFROM node:$V AS n\nFROM n\nCOPY --from=N /a /b\nCOPY --from=0 /a /b\nCOPY --from=nginx:1 /a /b\nCOPY --from= a b\n',
  'FROM alpine:$TARGETARCH\nFROM --platform=$TARGETOS/$TARGETARCH a\nFROM --platform=windows(10.0.17763)/amd64 a\n',
  'FROM golang\nSTOPSIGNAL $S\nRUN --mount=type=cache,target=$GOPATH a\nUSER ${APP_UID:?}\n',
  'FROM a\nADD --checksum=x https://github.com/a/b.git c\nADD --unpack=TRUE --keep-git-dir http://a/b c\n',
  'FROM a\nCOPY --chmod=u+x,go=rX --chown=$A --parents --exclude=a --exclude=b a b\n',
  'FROM a\nRUN --mount=TYPE=CACHE,TARGET=/x --mount=type=secret,id=a,required,env=X --mount=type=ssh --mount=dst=/y,rw a\n',
  'FROM alpine\nWORKDIR /app\nRUN --mount=type=bind a\n',
  'FROM a\nENV a = b\nENV \'a b\'=c A="b \\" c" D=\\"\nLABEL a=b=c "d e"=f\n',
  'FROM a\nRUN echo "${a^^}" ${b@Q} \'\nCMD "\nENTRYPOINT ${\n',
  'FROM a\nCOPY <<"EOF" /x\n${b^^}\nEOF\nRUN <<EOF\n${c^^}\nEOF\n',
  'FROM a\nVOLUME ["a" "b"]\nCMD {"a":1}\nSHELL ["a"]\n',
  'from a as b\nrun x\n',
];

describe.each(Object.entries(rejected))('%s', (code, sources) => {
  test.each(sources)('%j', (source) => {
    const { text } = marked(source);
    const errors = errorsOf(text);
    expect(
      mark(
        text,
        errors.map(({ span }) => span),
      ),
    ).toBe(source);
    expect([...new Set(errors.map((error) => error.code))]).toEqual([code]);
    for (const error of errors) expect(error.isRule).toBe(false);
  });
});

test.each(accepted)('Nothing is wrong with %j', (text) => {
  expect(errorsOf(text).map(({ code }) => code)).toEqual([]);
});

const messages: readonly (readonly [string, string])[] = [
  ['FROM a\nFRUN x', 'FRUN is not an instruction. Did you mean RUN?'],
  ['FROM a\n&& make', '&& is not an instruction. Does it continue the line above? Then that line must end in \\.'],
  ['FROM a\nCOPY --form=x a b', 'COPY has no flag --form. Did you mean --from?'],
  ['FROM a\nUSER --group=x a', 'USER has no flags, so --group cannot stand here.'],
  ['FROM a\nEXPOSE', 'EXPOSE needs an argument, as in EXPOSE 8080.'],
  ['FROM a\nENV x', 'ENV needs a name and a value: ENV x=value.'],
  ['FROM Alpine', 'The name of an image must be in lower case: alpine.'],
  ['FROM a\nHEALTHCHECK --interval=5 CMD x', '5 lacks a unit, as in 5s.'],
  ['FROM a\nRUN <<EOF', 'This heredoc never ends: no line holds only EOF.'],
  [
    `FROM a\nSTOPSIGNAL ${'x'.repeat(200)}`,
    `${'x'.repeat(80)}… is not a signal. Expected a name such as SIGTERM, or a number.`,
  ],
];

test.each(messages)('%j says what is wrong', (text, expected) => {
  expect(errorsOf(text).map(({ message }) => render(message, (template) => template))).toEqual([expected]);
});

const fixes: readonly (readonly [string, string])[] = [
  ['FROM a\nFRUN x\n', 'FROM a\nRUN x\n'],
  ['from a\ncpy x y\n', 'from a\ncopy x y\n'],
  ['FROM a\nCOPY --form=x a b\n', 'FROM a\nCOPY --from=x a b\n'],
  ['FROM a\nUSER --group  a\n', 'FROM a\nUSER a\n'],
  ['FROM a\nCOPY --link --link a b\n', 'FROM a\nCOPY --link a b\n'],
  ['FROM a BS c\n', 'FROM a AS c\n'],
  ['FROM Alpine:3\n', 'FROM alpine:3\n'],
  ['FROM a\nONBUILD ONBUILD RUN x\n', 'FROM a\nONBUILD RUN x\n'],
  ['FROM a\nSHELL /bin/bash -c\n', 'FROM a\nSHELL ["/bin/bash", "-c"]\n'],
  ['FROM a\nHEALTHCHECK curl x\n', 'FROM a\nHEALTHCHECK CMD curl x\n'],
  ['FROM a\nHEALTHCHECK --interval=5 CMD x\n', 'FROM a\nHEALTHCHECK --interval=5s CMD x\n'],
  ['FROM a\nRUN --mount=typ=cache,target=/x y\n', 'FROM a\nRUN --mount=type=cache,target=/x y\n'],
  ['FROM a\nRUN --mount=type=cach,target=/x y\n', 'FROM a\nRUN --mount=type=cache,target=/x y\n'],
  ['ARG x\n', 'ARG x\nFROM alpine:3.22\n'],
  ['ARG x\nRUN y', 'ARG x\nFROM alpine:3.22\nRUN y'],
  ['', 'FROM alpine:3.22\n'],
  ['# check=skip=all\n# check=skip=a\nFROM a\n', '# check=skip=all\nFROM a\n'],
  ['# escape=x\nFROM a\n', '# escape=\\\nFROM a\n'],
  ['FROM a\r\nRUN <<EOF\r\nx', 'FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\n'],
  ['FROM a\nHEALTHCHECK NONE  x y\n', 'FROM a\nHEALTHCHECK NONE\n'],
  ['FROM a\nCOPY https://x/y /z\n', 'FROM a\nADD https://x/y /z\n'],
  [
    '# syntax=docker/dockerfile:1.3\nFROM a\nCOPY --link a b\n',
    '# syntax=docker/dockerfile:1\nFROM a\nCOPY --link a b\n',
  ],
  ['FROM a\nRUN --device=x y\n', '# syntax=docker/dockerfile:1-labs\nFROM a\nRUN --device=x y\n'],
  ['FROM a\nSTOPSIGNAL SIGTREM\n', 'FROM a\nSTOPSIGNAL SIGTERM\n'],
  ['FROM a\nENV a=b c\n', 'FROM a\nENV a="b c"\n'],
  ['FROM a\nLABEL x=1 y=My nice image\n', 'FROM a\nLABEL x=1 y="My nice image"\n'],
  ['FROM a\nENV a=b c d=e\n', 'FROM a\nENV a=b c= d=e\n'],
  ['FROM a\nCMD ["a", 1, true, "b"]\n', 'FROM a\nCMD ["a", "1", "true", "b"]\n'],
  ['FROM --platform linux/amd64 a\n', 'FROM --platform=linux/amd64 a\n'],
  ['FROM a\nCOPY --chown x a b\n', 'FROM a\nCOPY --chown=x a b\n'],
  ['FROM a\nRUN --network=hots x\n', 'FROM a\nRUN --network=host x\n'],
  [
    'FROM a\nRUN --mount=type=cache,target=/x,sharing=lock y\n',
    'FROM a\nRUN --mount=type=cache,target=/x,sharing=locked y\n',
  ],
  ['FROM a\nRUN --mount=required,type=secret,id=x y\n', 'FROM a\nRUN --mount=type=secret,id=x,required y\n'],
  ['FROM a\nRUN --mount=target=/x,mode=0755 y\n', 'FROM a\nRUN --mount=target=/x y\n'],
  ['FROM a\nRUN --mount=uid=1,target=/x y\n', 'FROM a\nRUN --mount=target=/x y\n'],
  ['FROM a\nRUN --mount=type=secret,id=x,source=y z\n', 'FROM a\nRUN --mount=type=secret,id=x z\n'],
  ['FROM a\nEXPOSE http\n', 'FROM a\nEXPOSE 80\n'],
  ['FROM a\nEXPOSE postgres\n', 'FROM a\nEXPOSE 5432\n'],
  ['FROM a\nEXPOSE 90-80/udp\n', 'FROM a\nEXPOSE 80-90/udp\n'],
  ['FROM a\nEXPOSE 80/upd\n', 'FROM a\nEXPOSE 80/udp\n'],
  ['FROM a\nENV A=${B\n', 'FROM a\nENV A=${B}\n'],
  ['FROM a\nENV A=${B:=x}\n', 'FROM a\nENV A=${B:-x}\n'],
  ['# check=skp=all\nFROM a\n', '# check=skip=all\nFROM a\n'],
  ['# check=error=maybe\nFROM a\n', '# check=error=true\nFROM a\n'],
  ['FROM a b\n', 'FROM a AS b\n'],
  ['FROM a AS\n', 'FROM a\n'],
  ['FROM a AS b c d\n', 'FROM a AS b\n'],
  ['FROM x\n  FROM a AS b # why\n', 'FROM x\n# why\n  FROM a AS b\n'],
  ['FROM a\nCOPY "a b" \'c\' d\n', 'FROM a\nCOPY ["a b", "c", "d"]\n'],
  ['FROM a\nENV a\n', 'FROM a\nENV a=\n'],
  ['FROM a\nENV a="b\n', 'FROM a\nENV a="b"\n'],
  ['FROM alpine:\n', 'FROM alpine\n'],
  ['FROM --platform=linux/amd64/v1/x a\n', 'FROM --platform=linux/amd64 a\n'],
  ['FROM a AS 1b+c\n', 'FROM a AS stage-1b-c\n'],
  [
    '# one\nFROM a AS one\nCOPY --from=two x y\n\n# two\nFROM b AS two\nRUN z\n\nFROM one\n',
    '# two\nFROM b AS two\nRUN z\n\n# one\nFROM a AS one\nCOPY --from=two x y\n\nFROM one\n',
  ],
  ['ARG V=1\nFROM a\nCOPY --from=tool:$V x y\n', 'ARG V=1\nFROM tool:$V AS source\n\nFROM a\nCOPY --from=source x y\n'],
];

test('no mend of any error brings an error, and each takes one away', () => {
  for (const source of Object.values(rejected).flat()) {
    const { text } = marked(source);
    const errors = errorsOf(text);
    for (const { fixes: found = [], code } of errors) {
      for (const { edits } of found) {
        const after = errorsOf(applyEdits(text, edits));
        // What an error hid may come out: another instruction, whose arguments are read now.
        expect(
          after.filter((error) => error.code === code).length,
          `${source}\n${applyEdits(text, edits)}`,
        ).toBeLessThan(errors.filter((error) => error.code === code).length);
      }
    }
  }
});

test.each(fixes)('%j is mended', (text, expected) => {
  const [error] = errorsOf(text);
  const fixed = applyEdits(text, error?.fixes?.[0]?.edits ?? []);
  expect(fixed).toBe(expected);
  expect(errorsOf(fixed)).toEqual([]);
});

test('an image that an ARG without a value makes invalid is told apart from one that is written so', () => {
  expect(errorsOf('ARG V\nFROM a:$V-slim\n')[0]?.message).toMatchObject({
    text: '{0} becomes {1}, which is not an image. Give the ARG a default, or build with --build-arg.',
    args: ['a:$V-slim', 'a:-slim'],
  });
  expect(errorsOf('FROM a:-slim\n')[0]?.message.args).toEqual(['-slim']);
});

describe('Another frontend may know other instructions and flags', () => {
  test.each([
    '# syntax=docker/dockerfile:1\nINCLUDE a\nFROM a\n',
    '# syntax=registry.example.com:5000/mirror/docker/dockerfile:1.20@sha256:x\nINCLUDE a\nFROM a\n',
    '# syntax=docker.io/docker/dockerfile-upstream:master\nINCLUDE a\nFROM a\n',
  ])('these are of Docker: %j', (text) => {
    const found = dockerfile.diagnose(dockerfile.parse(text)).map(({ code }) => code);
    expect(found).toContain('unknown-instruction');
  });

  test('of another one, one note says that nothing is checked', () => {
    const text = '# syntax=devthefuture/dockerfile-x\nINCLUDE a\nFROM a AS B\nCMD x\n';
    const [note, ...others] = dockerfile.diagnose(dockerfile.parse(text));
    expect(others).toEqual([]);
    expect(note).toMatchObject({ severity: 'information', code: 'foreign-frontend', span: { start: 9, end: 34 } });
  });
});

describe('Checks can be turned off', () => {
  test.each([
    ['FROM a AS B\nCMD x', ['warning StageNameCasing', 'warning JSONArgsRecommended']],
    ['# check=skip=StageNameCasing\nFROM a AS B\nCMD x', ['warning JSONArgsRecommended']],
    ['# check=skip=all\nFROM a AS B\nCMD x', []],
    ['#!x\n# check=skip=StageNameCasing,JSONArgsRecommended // why\nFROM a AS B\nCMD x', []],
    ['# check=skip=stagenamecasing\nFROM a AS B', ['information unknown-rule', 'warning StageNameCasing']],
    ['FROM a\n# check=skip=JSONArgsRecommended\n# more\n\nCMD x\nENTRYPOINT y', ['warning JSONArgsRecommended']],
    ['FROM a\n # check=skip=JSONArgsRecommended\nCMD x', ['warning JSONArgsRecommended']],
    ['FROM a\n# check=skip=all\n#\nCMD x', ['warning JSONArgsRecommended']],
    ['# check=error=true;skip=StageNameCasing\nFROM a AS B\nCMD x', ['error JSONArgsRecommended']],
  ])('%j', (text, expected) => expect(codes(text)).toEqual(expected));
});

function codes(text: string): readonly string[] {
  const ofEngine = { ...defaultLintOptions, profile: 'build' } as const;
  return dockerfile.diagnose(dockerfile.parse(text), ofEngine).map(({ code, severity }) => `${severity} ${code}`);
}

describe('Errors have the names of other linters, too', () => {
  test.each([
    ['FROM a\nEXPOSE 80000', 'DL3011'],
    ['FROM a AS b\nCOPY --from=b /c /d', 'DL3023'],
    ['FROM a\nONBUILD FROM b', 'DL3043'],
    ['RUN a\nFROM b', 'DL3061'],
    ['FROM a\nCOPY --from=b /c /d\nFROM a AS b', 'DL3022'],
  ])('%j: %s', (text, name) => expect(errorsOf(text).flatMap(({ aliases }) => aliases)).toEqual([name]));
});

describe('Rules of hadolint are found by their names', () => {
  test.each([
    ['DL3000', 'FROM a:1\nWORKDIR b'],
    ['DL3012', 'FROM a:1\nHEALTHCHECK NONE\nHEALTHCHECK NONE'],
    ['DL3024', 'FROM a:1 AS b\nFROM a:1 AS b'],
    ['DL3025', 'FROM a:1\nCMD b'],
    ['DL3029', 'FROM --platform=linux/amd64 a:1'],
    ['DL3063', 'FROM a:1 AS scratch'],
    ['DL3064', 'FROM a:1\nARG TOKEN'],
    ['DL3065', 'FROM --platform=$TARGETPLATFORM a:1'],
    ['DL4000', 'FROM a:1\nMAINTAINER b'],
    ['DL4003', 'FROM a:1\nCMD ["b"]\nCMD ["c"]'],
    ['DL4004', 'FROM a:1\nENTRYPOINT ["b"]\nENTRYPOINT ["c"]'],
  ])('%s', (name, text) => {
    const options = { ...defaultLintOptions, severities: { [name]: 'hint' } } as const;
    const found = dockerfile.diagnose(dockerfile.parse(text), options).filter(({ severity }) => severity === 'hint');
    expect(found.flatMap(({ aliases }) => aliases)).toContain(name);
  });
});
