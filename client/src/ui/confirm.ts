import { window } from 'vscode';
import { Cancelled } from './failure.ts';

export interface Question {
  /** What is going to happen, with the names of what it happens to. */
  readonly message: string;
  /** What will be lost. */
  readonly detail: string;
  /** The button's title: a verb. */
  readonly action: string;
}

/** Asks in a modal dialog before something is lost. Throws Cancelled unless the user agrees. */
export async function confirm({ message, detail, action }: Question): Promise<void> {
  const answer = await window.showWarningMessage(message, { modal: true, detail }, action);
  if (answer !== action) throw new Cancelled();
}
