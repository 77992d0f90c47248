import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { askForText, type Asked } from './ask.ts';
import { Cancelled } from './failure.ts';

/** One line of a form: an option with its value, and how to change it. */
export interface Field<Options> extends QuickPickItem {
  /** The options with another value; `done` ends the form with the options as they are. */
  change?(): Promise<Options | 'done'>;
}

export interface Form<Options> {
  readonly title: (options: Options) => string;
  readonly placeHolder: string;
  readonly fields: (options: Options) => readonly Field<Options>[] | Promise<readonly Field<Options>[]>;
}

/** Lets the user look at all options and change them, until they are done. Throws Cancelled. */
export async function fillForm<Options>(first: Options, form: Form<Options>): Promise<Options> {
  let options = first;
  for (;;) {
    const current = options;
    const field = await window.showQuickPick<Field<Options>>(await form.fields(current), {
      title: form.title(current),
      placeHolder: form.placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    if (!field?.change) throw new Cancelled();
    const changed = await field.change().catch((error: unknown) => {
      // Who leaves a question goes back to the form.
      if (error instanceof Cancelled) return current;
      throw error;
    });
    if (changed === 'done') return current;
    options = changed;
  }
}

/** A field with one of VS Code's icons before it: within the label, a screen reader would say the icon's name. */
export function withIcon<Options>(icon: string, other: Field<Options>): Field<Options> {
  return { ...other, iconPath: new ThemeIcon(icon) };
}

export function separator(label: string): { label: string; kind: QuickPickItemKind } {
  return { label, kind: QuickPickItemKind.Separator };
}

export function field<Options>(
  label: string,
  value: string | undefined,
  change: () => Promise<Options | 'done'>,
): Field<Options> {
  return { label, description: value ?? '', change };
}

export function check<Options>(label: string, isChecked: boolean, changed: Options): Field<Options> {
  const description = isChecked ? l10n.t('on') : '';
  return withIcon(isChecked ? 'check' : 'circle-large-outline', { label, description, change: async () => changed });
}

/** A line that asks for a text when it is chosen. */
export function textField<Options>(
  label: string,
  question: Omit<Asked, 'title'>,
  changed: (text: string) => Options,
): Field<Options> {
  return field(label, question.value, async () => changed(await askForText({ title: label, ...question })));
}

/** A line that does something and changes nothing. */
export function deed<Options>(label: string, options: Options, run: () => unknown): Field<Options> {
  return {
    label,
    change: async () => {
      await run();
      return options;
    },
  };
}
