/** Whether a text names a platform: `os`, `architecture`, `os/architecture` or with a variant (containerd's platforms.Parse). */
export function isPlatform(text: string): boolean {
  const parts = text.split('/');
  if (parts.length > 3 || text.includes('*')) return false;
  const [first = '', ...others] = parts;
  // The system may carry its version: windows(10.0.17763)/amd64.
  const isFirst = /^[A-Za-z0-9_.-]+(?:\([A-Za-z0-9_.-]*\))?$/.test(first);
  if (!isFirst || !others.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) return false;
  return parts.length > 1 || known.has(first.toLowerCase().replace(/\(.*$/, ''));
}

/** What may stand alone. */
const known: ReadonlySet<string> = new Set(
  [
    'aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris windows zos',
    '386 i386 amd64 x86_64 x86-64 amd64p32 arm armhf armel armbe arm64 aarch64 arm64be loong64 mips mipsle mips64',
    'mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm',
  ].flatMap((names) => names.split(' ')),
);
