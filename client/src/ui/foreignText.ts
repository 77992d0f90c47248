/** Characters that turn the direction of what stands around them: with them a name could look like another. */
export const turns = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Foreign text on one line, as rows show it and screen readers say it. A label may be megabytes long. */
export function lineOf(text: string): string {
  const start = text.length <= 500 ? text : `${text.slice(0, 499)}…`;
  return start
    .replaceAll(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '�')
    .replaceAll(turns, '�');
}

/** The same in lists to choose from, where VS Code would draw `$(trash)` as an icon. */
export function labelOf(text: string): string {
  return lineOf(text).replaceAll('$(', '$\u200B(');
}

/** The same in notifications, where VS Code would make `[text](command:…)` a link that runs a command. */
export function noticeOf(text: string): string {
  return text
    .replaceAll('](', ']\u200B(')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(turns, '�');
}
