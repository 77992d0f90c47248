import process from 'node:process';
import { didYouMean, formatArguments, lintArguments, rulesArguments, UsageError } from './cli/arguments.ts';
import { exitCodes, failed, version } from './cli/environment.ts';
import { format } from './cli/format.ts';
import { lint } from './cli/lint.ts';
import { rules } from './cli/rules.ts';
import { type Command, commands, usage } from './cli/usage.ts';

// Who reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void start();

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    // A mistake of ours shall not look like findings in the user's files.
    process.exitCode = failed(`slipway: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '') return failed(usage['']);
  if (name === '--version' || name === '-v') return said(`${version()}\n`);
  const command = commands.find((known) => known === name);
  if (command === undefined) return help(name, args);
  try {
    return await run(command, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return failed(`slipway ${command}: ${error.message}\n\nTry: slipway ${command} --help\n`);
  }
}

/** Each command with its arguments; its help where they ask for it. */
async function run(command: Command, args: readonly string[]): Promise<number> {
  const tasks = {
    lint: async () => started(await lintArguments(args), lint),
    format: () => started(formatArguments(args), format),
    rules: () => started(rulesArguments(args), rules),
  };
  return (await tasks[command]()) ?? said(usage[command]);
}

function started<Arguments>(
  args: Arguments | undefined,
  task: (args: Arguments) => number | Promise<number>,
): number | Promise<number> | undefined {
  return args === undefined ? undefined : task(args);
}

function help(name: string, [of]: readonly string[]): number {
  const about = commands.find((known) => known === of) ?? '';
  if (name === '--help' || name === '-h' || name === 'help') return said(usage[about]);
  return failed(`slipway: there is no command ${name}.${didYouMean(name, commands)}\n\n${usage['']}`);
}

function said(text: string): number {
  process.stdout.write(text);
  return exitCodes.clean;
}
