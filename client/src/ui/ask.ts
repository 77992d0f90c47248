import { ThemeIcon, window } from 'vscode';
import { Cancelled } from './failure.ts';
import { labelOf } from './foreignText.ts';

export interface Asked {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** An example, as long as nothing is typed. */
  readonly placeHolder?: string;
  /** Said where the text does not suit. */
  readonly wrong?: string;
  readonly suits?: (text: string) => boolean;
}

/** Asks for a line of text, trimmed. Throws Cancelled. */
export async function askForText({
  title,
  prompt,
  value = '',
  wrong = '',
  suits,
  placeHolder = '',
}: Asked): Promise<string> {
  const answer = await window.showInputBox({
    title,
    prompt,
    value,
    placeHolder,
    ignoreFocusOut: true,
    validateInput: (text) => (suits && !suits(text.trim()) ? wrong : undefined),
  });
  if (answer === undefined) throw new Cancelled();
  return answer.trim();
}

interface Option<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** The name of a codicon. What stands in the texts is shown as it is. */
  readonly icon?: string;
  readonly value: T;
}

/** Asks for one of a few things. Throws Cancelled. */
export async function askForOne<T>(placeHolder: string, options: readonly Option<T>[]): Promise<T> {
  const shown = options.map(({ label, description = '', detail, icon, value }) => ({
    label: labelOf(label),
    description: labelOf(description),
    ...(detail !== undefined && { detail: labelOf(detail) }),
    ...(icon !== undefined && { iconPath: new ThemeIcon(icon) }),
    value,
  }));
  const chosen = await window.showQuickPick(shown, { placeHolder, matchOnDescription: true });
  if (!chosen) throw new Cancelled();
  return chosen.value;
}
