import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { instructionSpecs } from '../../../server/src/core/dockerfile/instructions.ts';
import { formParameters } from '../../../server/src/core/dockerfile/signature/forms.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { dockerfiles } from './dockerfiles.ts';

/** The active signature with its active parameter marked. */
function signatureAt(source: string): string | undefined {
  const { text, cursor } = marked(source);
  const help = dockerfile.signature?.(dockerfile.parse(text), cursor);
  const active = help?.signatures[help.active];
  const parameter = active?.parameters[help?.activeParameter ?? 0];
  return active && mark(active.label, parameter ? [parameter] : []);
}

describe('Signature help', () => {
  test.each([
    ['FROM ▮', 'FROM [--platform=<platform>] «<image>[:<tag>|@<digest>]» [AS <name>]'],
    ['FROM -▮', 'FROM «[--platform=<platform>]» <image>[:<tag>|@<digest>] [AS <name>]'],
    ['FROM a ▮', 'FROM [--platform=<platform>] <image>[:<tag>|@<digest>] «[AS <name>]»'],
    ['FROM a AS b▮', 'FROM [--platform=<platform>] <image>[:<tag>|@<digest>] «[AS <name>]»'],
    ['COPY ▮', 'COPY [flags] «<source> …» <destination>'],
    ['COPY --l▮ a b', 'COPY «[flags]» <source> … <destination>'],
    ['COPY a▮', 'COPY [flags] «<source> …» <destination>'],
    ['COPY a ▮', 'COPY [flags] <source> … «<destination>»'],
    ['COPY a b▮ c', 'COPY [flags] «<source> …» <destination>'],
    ['COPY a b c▮', 'COPY [flags] <source> … «<destination>»'],
    ['COPY --link ["a,b", ▮', 'COPY [flags] ["<source>", … «"<destination>"»]'],
    ['COPY ["a", "▮b", "c"]', 'COPY [flags] [«"<source>", …» "<destination>"]'],
    ['RUN ▮', 'RUN [flags] «<command>»'],
    ['RUN ["▮', 'RUN [flags] [«"<program>"», "<argument>", …]'],
    ['RUN ["a", "b", "▮"]', 'RUN [flags] ["<program>", «"<argument>", …»]'],
    ['RUN <<▮', 'RUN [flags] «<<EOF»'],
    ['RUN a b▮', undefined],
    ['CMD ▮', 'CMD [«"<program>"», "<argument>", …]'],
    ['CMD a▮', 'CMD «<command>»'],
    ['HEALTHCHECK --interval=1s ▮', 'HEALTHCHECK [flags] «CMD» <command>'],
    ['HEALTHCHECK CMD ▮', 'HEALTHCHECK [flags] CMD «<command>»'],
    ['HEALTHCHECK NO▮', 'HEALTHCHECK «NONE»'],
    ['ENV A=b ▮', 'ENV «<name>=<value> …»'],
    ['EXPOSE 80 ▮', 'EXPOSE «<port>[/tcp|/udp|/sctp] …»'],
    ['EXPOSE 80-▮', 'EXPOSE «<from>-<to> …»'],
    ['USER 1▮', 'USER «<uid>[:<gid>]»'],
    ['ONBUILD ▮', 'ONBUILD «<instruction>»'],
    ['ONBUILD USER ▮', 'USER «<user>[:<group>]»'],
    ['COPY --from=▮ a b', '--from=«<stage>»'],
    ['RUN --network=▮ a', '--network=«default|none|host»'],
    ['COPY --link=▮ a b', '--link=«true|false»'],
    ['RUN --mount=▮', '--mount=«type=bind»,target=<path>,source=<path>,from=<stage>,readwrite'],
    ['RUN --mount=type=tmpfs,▮', '--mount=type=tmpfs,«target=<path>»,size=<size>'],
    ['RUN --mount=type=tmpfs,target=/x,si▮', '--mount=type=tmpfs,target=<path>,«size=<size>»'],
    [
      'RUN --mount=type=secret,dst=▮',
      '--mount=type=secret,id=<text>,«target=<path>»,env=<text>,required,mode=<mode>,uid=<number>,gid=<number>',
    ],
    ['FROM a\nCOPY \\\n  a ▮', 'COPY [flags] <source> … «<destination>»'],
    ['FRO▮M', undefined],
    ['FOO ▮', undefined],
    ['# a▮', undefined],
    ['RUN <<E\na ▮\nE', undefined],
  ])('%j', (source, expected) => {
    expect(signatureAt(source)).toBe(expected);
  });

  test('offers the flags', () => {
    const { text, cursor } = marked('COPY --▮');
    const help = dockerfile.signature?.(dockerfile.parse(text), cursor);
    const [block] = help?.signatures[0]?.parameters[0]?.docs ?? [];
    expect(block?.kind === 'text' && block.text.args[0]).toContain('--from, --chown');
  });

  test.each(instructionSpecs.flatMap(({ forms }) => forms))('knows all parameters of %s', (form) => {
    const parameters = formParameters(form);
    const left = parameters.toReversed().reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), form);
    expect(left).toMatch(/^[A-Z]+ *(?:\[(?:, )?| )*\]?$/);
    expect(parameters.length).toBeGreaterThan(0);
  });

  test('has an active parameter within its label, in every text', () => {
    fc.assert(
      fc.property(dockerfiles, fc.nat(), (text, number) => {
        const help = dockerfile.signature?.(dockerfile.parse(text), number % (text.length + 1));
        if (!help) return;
        const active = help.signatures[help.active];
        const parameter = active?.parameters[help.activeParameter];
        expect(active?.label.slice(parameter?.start, parameter?.end)).not.toBe('');
        expect(parameter).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });
});
