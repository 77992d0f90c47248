/** Lines of a stage; what is `false` or undefined is left out. */
export type Lines = readonly (string | false | undefined)[];

/** A Dockerfile of its parts, with an empty line between them. A part without lines is left out. */
export function joinParts(...parts: readonly Lines[]): string {
  const texts = parts.map((part) => part.filter((line) => line !== undefined && line !== false).join('\n'));
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** The JSON form of a command: the program gets the signals of `docker stop`. */
export function jsonForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** A COPY; names with spaces need the JSON form. */
export function copy(sources: readonly string[], target: string, flags = ''): string {
  const words = [...sources, target];
  const needsJson = words.some((word) => /[\s$"'\\[\]]/.test(word));
  return `COPY ${flags}${needsJson ? jsonForm(words) : words.join(' ')}`;
}

/** Copies what must be there to install: files together, folders each to their own. */
export function copyInstallFiles(names: readonly string[], isFolder: (name: string) => boolean): readonly string[] {
  const files = names.filter((name) => !isFolder(name));
  return [
    ...(files.length > 0 ? [copy(files, './')] : []),
    ...names.filter(isFolder).map((name) => copy([name], `./${name}`)),
  ];
}

/** `EXPOSE`, and who runs the program. The user is a number, so that Kubernetes can tell that it is not root. */
export function footer(parts: {
  readonly user: number;
  readonly port: number | undefined;
  readonly health: readonly string[];
  readonly start: readonly string[];
}): Lines {
  const { user, port, health, start } = parts;
  return [
    `USER ${user}`,
    port !== undefined && `EXPOSE ${port}`,
    port !== undefined && `HEALTHCHECK --start-period=10s CMD ${jsonForm(health)}`,
    start.length > 0 && `CMD ${jsonForm(start)}`,
  ];
}

/** Asks whether a program listens, with what each Debian or Ubuntu image has. */
export function bashHealth(port = 0): readonly string[] {
  return ['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`];
}

/** The same with what Alpine has. */
export function busyboxHealth(port = 0): readonly string[] {
  return ['nc', '-z', '127.0.0.1', String(port)];
}
