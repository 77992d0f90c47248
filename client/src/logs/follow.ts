import { wait } from '../engine/limits.ts';
import type { OutputChunk } from '../engine/engine.ts';
import { terminalDecoder } from '../ui/terminalText.ts';

/** Milliseconds between two writes. */
const frame = 30;

/** Characters per frame: what comes faster waits in the engine, not in our memory. */
const perFrame = 128 * 1024;

/**
 * Writes a container's output as text for a terminal until it ends. Both streams keep their order. Nothing is
 * collected but one frame, so a flood or an endless line costs time and no memory.
 */
export async function writeLogs(
  chunks: AsyncIterable<OutputChunk>,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const decoders = { stdout: terminalDecoder(), stderr: terminalDecoder() };
  let inFrame = 0;
  let frameStart = Date.now();
  for await (const { stream, data } of chunks) {
    if (signal.aborted) return;
    for (let start = 0; start < data.length; start += perFrame) {
      const text = decoders[stream](data.subarray(start, start + perFrame));
      write(text);
      inFrame += text.length;
      if (inFrame < perFrame) continue;
      await wait(Math.max(0, frameStart + frame - Date.now()), signal);
      if (signal.aborted) return;
      inFrame = 0;
      frameStart = Date.now();
    }
  }
}
