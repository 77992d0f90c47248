/** Makes any text safe to stand in Markdown: it is shown as it is and starts no link, image, list, or markup. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~&$"'=:]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, ' ');
}
