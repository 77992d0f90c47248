import type { BuildViews } from './imageBuild.ts';
import { failuresIn } from './failures.ts';
import type { Problems } from './problems.ts';
import type { Localizer } from '../ui/localizer.ts';

/** What became of a build, as data. */
export interface BuildReport {
  readonly isBuilt: boolean;
  readonly tag: string;
  /** Why it was not built; empty where it was. */
  readonly reason: string;
  readonly failures: readonly {
    /** From 1. */
    readonly line: number;
    readonly instruction: string;
    readonly error: string;
    readonly output: string;
  }[];
  readonly warnings: readonly { readonly line?: number; readonly text: string }[];
}

/** Runs a build, and keeps what its views are told. Rejects as it does where no step of it has failed. */
export async function reportOf(
  tag: string,
  views: BuildViews,
  build: (views: BuildViews) => Promise<void>,
): Promise<BuildReport> {
  let problems: Problems | undefined;
  const watched: BuildViews = {
    ...views,
    problems: {
      clear: (dockerfile) => views.problems.clear(dockerfile),
      show: (dockerfile, found) => {
        problems = found;
        return views.problems.show(dockerfile, found);
      },
    },
  };
  try {
    await build(watched);
    return { isBuilt: true, tag, reason: '', failures: [], warnings: warningsOf(problems) };
  } catch (error) {
    if (!problems) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { isBuilt: false, tag, reason, failures: failuresOf(problems), warnings: warningsOf(problems) };
  }
}

/** Models are told in English. */
const english: Localizer = {
  t: (text, ...args) => text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};

function failuresOf(problems: Problems): BuildReport['failures'] {
  const failed = [...problems.steps].filter(([, { state }]) => state === 'failed');
  if (failed.length === 0) {
    return failuresIn(problems.text, problems.plan, problems, english).map(({ start, reason }) => ({
      line: start.line + 1,
      instruction: '',
      error: reason,
      output: '',
    }));
  }
  return failed.map(([{ keyword, text, start }, { error = '', output }]) => ({
    line: start.line + 1,
    instruction: `${keyword} ${text}`,
    error,
    output,
  }));
}

function warningsOf(problems: Problems | undefined): BuildReport['warnings'] {
  return (problems?.warnings ?? []).map(({ text, line }) => ({ text, ...(line === undefined ? {} : { line }) }));
}
