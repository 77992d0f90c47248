/** Whether the engine knows a signal: a number but 0, or a name with or without SIG, in any case (moby/sys/signal). */
export function isSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (names.has(name)) return true;
  const realTime = /^RTM(?:IN\+([1-9]|1[0-5])|AX-([1-9]|1[0-4]))$/.exec(name);
  return realTime !== null;
}

/** The signals that one sends to stop a container first, then all others, with SIG. */
export const signalNames: readonly string[] = (
  'TERM INT QUIT HUP USR1 USR2 WINCH KILL ABRT ALRM BUS CHLD CONT FPE ILL IO PIPE POLL PROF PWR SEGV STOP SYS TRAP ' +
  'TSTP TTIN TTOU URG VTALRM XCPU XFSZ RTMIN+3'
)
  .split(' ')
  .map((name) => `SIG${name}`);

const names: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP ' +
    'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);
