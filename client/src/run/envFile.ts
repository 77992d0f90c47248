/**
 * The variables in a file for `docker run --env-file`, as `NAME=value` or a name alone. Quotes are part of the value:
 * unlike Compose, docker takes each line as it is. Source: docker/cli, pkg/kvfile.
 */
export function envFileVariables(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
