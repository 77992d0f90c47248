import { checkNames } from '../directives.ts';

/** The page of the tool that a rule comes from: BuildKit, hadolint or ShellCheck. */
export function pageOfTool(name: string): string | undefined {
  if (/^DL\d/.test(name)) return `https://github.com/hadolint/hadolint/wiki/${name}`;
  if (/^SC\d/.test(name)) return `https://www.shellcheck.net/wiki/${name}`;
  if (name === 'all' || !checkNames.includes(name)) return undefined;
  const words = name
    .replace('JSONArgs', 'JsonArgs')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();
  return `https://docs.docker.com/reference/build-checks/${words}/`;
}
