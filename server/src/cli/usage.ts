import { lintProfiles } from '../../../protocol/settings.ts';
import { severityNames } from './severityNames.ts';
import { reportNames } from './reports/names.ts';

const general = `Usage: slipway COMMAND [OPTIONS] [FILES, FOLDERS OR GLOBS...]

Checks and formats Dockerfiles, Compose files and .dockerignore files, as the editor does.

Commands:
  lint     say what is wrong, and mend it with --fix
  format   bring files in shape
  rules    list the rules, or explain one

  --help      this text, or that of a command: slipway lint --help
  --version   the version

Exit code: 0 all is well, 1 something was found, 2 wrong usage or a file that cannot be read.
`;

const lint = `Usage: slipway lint [OPTIONS] [FILES, FOLDERS OR GLOBS...]

Checks Dockerfiles, Compose files and .dockerignore files. Folders are searched for them, but not node_modules and .git;
without a name, the current folder is. - is the standard input.

What is asked:
  --profile NAME          how much is said: ${lintProfiles.join(', ')} (recommended)
  --rule ID=SEVERITY      the severity of one rule, or off; may be repeated
  --config FILE           a .hadolint.yaml, or a .dclintrc in YAML or JSON, instead of the nearest one
  --no-config             no such file at all
  --no-shellcheck         does not ask ShellCheck, where it is installed, about the scripts in RUN

What is done:
  --fix                   mends what can be mended without asking
  --fix --dry-run         prints what --fix would change, as a diff

How it is said:
  --format NAME           ${reportNames.join(', ')} (human)
  --fail-on SEVERITY      exit code 1 from this severity on: ${severityNames.join(', ')} (warning)

  --stdin                 checks the standard input
  --stdin-filename NAME   what it is, by its name (Dockerfile)

Comments turn off rules: # hadolint ignore=DL3008 above an instruction, # dclint disable-line NAME above a line.

Exit code: 0 nothing found, 1 something found, 2 wrong usage or a file that cannot be read.
`;

const format = `Usage: slipway format [--check | --write] FILES, FOLDERS OR GLOBS...

Prints Dockerfiles in shape. Folders are searched for them; - is the standard input.

  --write                 writes the files instead
  --check                 names the files that are not in shape, and writes nothing
  --stdin-filename NAME   what the standard input is, by its name (Dockerfile)

Exit code: 0 all is well, 1 files are not in shape (--check), 2 wrong usage or a file that cannot be read.
`;

const rules = `Usage: slipway rules [--format human|json] [ID]

Lists all rules with their severity and the smallest profile that asks them, or explains one.
ID may be any name of the rule: that of BuildKit, hadolint, dclint or Slipway.
`;

/** The help of each command; '' is that of the program. */
export const usage = { '': general, lint, format, rules } as const;

export type Command = Exclude<keyof typeof usage, ''>;

export const commands: readonly Command[] = ['lint', 'format', 'rules'];
