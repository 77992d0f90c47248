import process from 'node:process';
import { parseArgs } from 'node:util';
import { exitCodes, failed } from './cli/exit.ts';
import { format } from './cli/format.ts';
import { lint, lintFormats } from './cli/lint.ts';

const usage = `Usage: slipway lint [--format human|json] FILE...
       slipway format [--check | --write] FILE...

lint checks Dockerfiles, Compose files and .dockerignore files.

  --format human   one line for each finding (the default)
  --format json    an array of findings

format prints Dockerfiles in shape; - is the standard input.

  --write                 writes the files instead
  --check                 names the files that are not in shape, and writes nothing
  --stdin-filename NAME   what the standard input is, by its name (Dockerfile)

  --help                  this text

Exit code: 0 clean, 1 warnings or errors found or files not in shape, 2 wrong usage or unreadable file.
`;

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const options = readOptions(args);
  if (typeof options === 'string') return failed(`${options}\n\n${usage}`);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.clean;
  }
  const [command, ...files] = options.positionals;
  if (files.length === 0) return failed(usage);
  if (command === 'lint') return lint(files, options.format);
  return command === 'format' ? format(files, options.mode, options.stdinName) : failed(usage);
}

interface Options {
  readonly help: boolean;
  readonly format: (typeof lintFormats)[number];
  readonly mode: Parameters<typeof format>[1];
  readonly stdinName: string;
  readonly positionals: readonly string[];
}

/** The options, or what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        format: { type: 'string', default: 'human' },
        check: { type: 'boolean' },
        write: { type: 'boolean' },
        'stdin-filename': { type: 'string', default: 'Dockerfile' },
      },
    });
    const known = lintFormats.find((name) => name === values.format);
    if (!known) return `Unknown format: ${values.format}`;
    return {
      help: values.help ?? false,
      format: known,
      mode: values.check === true ? 'check' : values.write === true ? 'write' : 'print',
      stdinName: values['stdin-filename'],
      positionals,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
