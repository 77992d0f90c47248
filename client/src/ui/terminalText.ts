import { StringDecoder } from 'node:string_decoder';

/** Bytes of a program without a terminal as text for one: whole characters only, and every line end with its return. */
export function terminalDecoder(): (data: Buffer) => string {
  const decoder = new StringDecoder('utf8');
  let last = '';
  return (data) => {
    const text = decoder.write(data);
    const shown = text.replace(/\r?\n/g, (end, offset: number) =>
      end === '\n' && offset === 0 && last === '\r' ? '\n' : '\r\n',
    );
    if (text !== '') last = text.slice(-1);
    return shown;
  };
}

export const style = {
  bold: (text: string) => `\u001B[1m${text}\u001B[22m`,
  dim: (text: string) => `\u001B[2m${text}\u001B[22m`,
  red: (text: string) => `\u001B[31m${text}\u001B[39m`,
  green: (text: string) => `\u001B[32m${text}\u001B[39m`,
  cyan: (text: string) => `\u001B[36m${text}\u001B[39m`,
  yellow: (text: string) => `\u001B[33m${text}\u001B[39m`,
};
