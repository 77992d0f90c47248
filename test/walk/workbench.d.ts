import { type HostOptions } from '../../scripts/testbed/vscodeHost.ts';
import type { Locator, Page } from 'playwright-core';
/** VS Code as its user has it: a window to look at, a mouse and a keyboard. */
export interface Workbench {
    readonly page: Page;
    /** Opens a file of the folder by Quick Open. */
    openFile(name: string): Promise<void>;
    /** Runs a command by its title, through the command palette. */
    command(title: string): Promise<void>;
    /** Puts the cursor on a line (from 1) and column (from 1) of the open editor. */
    goTo(line: number, column: number): Promise<void>;
    /** A row of the tree views that shows this text. */
    row(text: string | RegExp): Locator;
    /** Right-clicks something and takes an entry of the menu. */
    menu(target: Locator, entry: string | RegExp): Promise<void>;
    /** Opens a view container by the name of its icon. */
    openView(name: string): Promise<void>;
    /** Keeps a picture under test-output/screenshots. */
    screenshot(name: string): Promise<void>;
    close(): Promise<void>;
}
export interface WorkbenchOptions extends HostOptions {
    readonly folder: string;
}
export declare function openWorkbench({ folder, ...options }: WorkbenchOptions): Promise<Workbench>;
