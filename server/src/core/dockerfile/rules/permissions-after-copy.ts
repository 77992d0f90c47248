import { noFindings } from '../../lint/rule.ts';
import type { Finding, Fix } from '../../lint/rule.ts';
import { operandsOf } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { eachWithFolder, resolvePath } from '../lint/folders.ts';
import { literal } from '../lint/literals.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf, scriptsOf } from '../commands/runCommands.ts';
import { posixRuns } from '../commands/shells.ts';

export const permissionsAfterCopy: DockerfileRule<'stage'> = {
  id: 'permissions-after-copy',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'size',
  summary: 'COPY sets the owner and the permissions of what it copies.',
  why:
    'A RUN that only changes owner or permissions stores the files a second time, in a layer of its own. ' +
    '`COPY --chown=app:app` and `COPY --chmod=755` do it at once.',
  examples: [
    {
      bad: 'FROM debian:13\nCOPY run.sh /run.sh\nRUN «chmod» 755 /run.sh\nCMD ["/run.sh"]\n',
      fixed: 'FROM debian:13\nCOPY --chmod=755 run.sh /run.sh\nCMD ["/run.sh"]\n',
    },
    { bad: 'FROM debian:13\nWORKDIR /app\nCOPY a.sh b ./\nRUN «chmod» +x a.sh\n' },
    { bad: 'FROM debian:13\nCOPY . /app\nRUN «chown» -R app:app /app && make\n' },
    { good: 'FROM debian:13\nCOPY --chmod=755 run.sh /run.sh\nRUN make && chmod 755 /run.sh\n' },
    { good: 'FROM debian:13\nCOPY a /a\nRUN chmod 755 /b\nCOPY c /c\nWORKDIR /c\nRUN chmod 755 /c\n' },
  ],
  nodes: ['stage'],
  check(stage, { text, escape }) {
    const runs = new Set(posixRuns(stage, escape));
    const findings: Finding[] = [];
    let before: Instruction = stage.from;
    eachWithFolder(stage, (instruction, folder) => {
      const copy = before.kind === 'copy' || before.kind === 'add' ? before : undefined;
      before = instruction;
      if (!copy || instruction.kind !== 'run' || !runs.has(instruction)) return;
      findings.push(...findingsAt({ copy, run: instruction, folder, text }));
    });
    return findings;
  },
};

interface Place {
  readonly copy: InstructionOf<'copy' | 'add'>;
  /** What follows the copy. */
  readonly run: InstructionOf<'run'>;
  readonly folder: string | undefined;
  readonly text: string;
}

function findingsAt(place: Place): readonly Finding[] {
  const { copy, run, folder, text } = place;
  const [command] = commandsOf(run, text);
  const flag = command?.name === 'chmod' ? '--chmod' : command?.name === 'chown' ? '--chown' : undefined;
  if (!command || flag === undefined || copy.flags.some(({ name }) => `--${name}` === flag)) return noFindings;
  const [value, ...paths] = operandsOf(command);
  const copied = new Set(copiedPaths(copy, folder));
  if (!value || paths.length === 0) return noFindings;
  if (!paths.every(({ text: path, isPlain }) => isPlain && copied.has(resolvePath(folder, path) ?? '')))
    return noFindings;
  const fixes = fixOf(place, command);
  return [
    {
      span: command.script.spanOf(command.nameWord),
      message: message('Use {0} of the copy before: this RUN stores the files a second time.', `${flag}=${value.text}`),
      ...(fixes.length > 0 ? { fixes } : {}),
    },
  ];
}

/** Where a copy puts its sources: the destination itself, and what is in it. */
function copiedPaths({ items }: InstructionOf<'copy' | 'add'>, folder: string | undefined): readonly string[] {
  const target = literal(items.at(-1)?.value ?? '$');
  if (target === undefined || items.length < 2) return [];
  const names = items.slice(0, -1).map(({ value }) => /[^/]*$/.exec(literal(value) ?? '')?.[0] ?? '');
  const isFolder = /(?:^|\/)\.?$/.test(target);
  const whole = isFolder && names.every((name) => name !== '.' && name !== '') ? [] : [target];
  return [...whole, ...names.map((name) => `${target}/${name}`)].flatMap((path) => resolvePath(folder, path) ?? []);
}

/** For one file and an octal number the flag does just the same. */
function fixOf({ copy, run, text }: Place, { name, args }: RunCommand): readonly Fix[] {
  const [mode, path, ...others] = args.map((word) => word.text);
  const [source, target] = copy.items.map(({ value }) => literal(value));
  const isFile = copy.items.length === 2 && others.length === 0 && path === target && /\.\w+$/.test(source ?? '');
  if (name !== 'chmod' || !isFile || !/^[0-7]{3,4}$/.test(mode ?? '') || !isOneCommand(run, text)) return [];
  const at = copy.keyword.span.end;
  const edits = [
    { span: { start: at, end: at }, newText: ` --chmod=${mode}` },
    { span: linesOf(run, text), newText: '' },
  ];
  return [{ title: message('Move to the copy before'), edits, preferred: true }];
}

/** Whether the RUN can go with its command: no flags, and no comment above that would be left alone. */
function isOneCommand(run: InstructionOf<'run'>, text: string): boolean {
  const { flags, comments, heredocs } = run;
  const scripts = scriptsOf(run, text);
  return (
    flags.length + comments.length + heredocs.length === 0 && scripts.every(({ script }) => script.items.length === 1)
  );
}

function linesOf({ span }: Instruction, text: string): Span {
  const next = text.indexOf('\n', span.end);
  return { start: text.lastIndexOf('\n', span.start - 1) + 1, end: next < 0 ? text.length : next + 1 };
}
