import type { CommandTable } from '../commands.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { formatSize } from '../ui/quantities.ts';
import { type BuildContextTree, type ContextNode, readContextTree, withPattern } from './contextTree.ts';
import type { BuildOptions } from './options.ts';
import { basename, join } from 'node:path';
import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  Position,
  ProgressLocation,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';

const viewId = 'slipway.buildContext';

/** What the engine would be sent for a build, as a tree: the largest first, and what .dockerignore leaves out. */
export class ContextView implements TreeDataProvider<ContextNode> {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #build: Pick<BuildOptions, 'context' | 'dockerfile'> | undefined;
  #tree: BuildContextTree | undefined;
  #view: TreeView<ContextNode> | undefined;

  /** To be disposed with the extension. */
  register(): Disposable {
    this.#view = window.createTreeView<ContextNode>(viewId, { treeDataProvider: this, showCollapseAll: true });
    return Disposable.from(this.#view, this.#changed);
  }

  get table(): CommandTable {
    return {
      'slipway.buildContext.refresh': () => this.#read(),
      'slipway.buildContext.close': () => this.#close(),
      'slipway.buildContext.leaveOut': (node) => this.#leaveOut(nodeOf(node)),
      'slipway.buildContext.openPattern': (node) => this.#openPattern(nodeOf(node)),
      'slipway.buildContext.openFile': (node) => this.#openFile(nodeOf(node)),
    };
  }

  /** Shows the context of a build, and brings the view to the front. */
  async show(build: Pick<BuildOptions, 'context' | 'dockerfile'>): Promise<void> {
    this.#build = build;
    await this.#read();
    await commands.executeCommand('setContext', 'slipway.buildContext.open', true);
    await commands.executeCommand(`${viewId}.focus`);
  }

  async #read(): Promise<void> {
    const build = this.#build;
    if (!build) return;
    const title = l10n.t('Looking at what a build would send');
    this.#tree = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
      readContextTree(build.context, build.dockerfile),
    );
    if (this.#view) {
      this.#view.description = basename(build.context);
      this.#view.message = summary(this.#tree);
    }
    this.#changed.fire(undefined);
  }

  async #close(): Promise<void> {
    this.#build = undefined;
    this.#tree = undefined;
    await commands.executeCommand('setContext', 'slipway.buildContext.open', false);
    this.#changed.fire(undefined);
  }

  async #leaveOut({ path }: ContextNode): Promise<void> {
    if (!this.#tree) throw new Cancelled();
    const { path: file, exists } = this.#tree.ignoreFile;
    const uri = Uri.file(file);
    const edit = new WorkspaceEdit();
    // What is typed there and not saved yet stays.
    const text = exists ? (await workspace.openTextDocument(uri)).getText() : '';
    if (!exists) edit.createFile(uri, { ignoreIfExists: true });
    const lines = text.split('\n');
    const end = new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
    edit.insert(uri, end, withPattern(text, path).slice(text.length));
    await workspace.applyEdit(edit);
    await (await workspace.openTextDocument(uri)).save();
    await this.#read();
  }

  async #openPattern({ leftOutBy }: ContextNode): Promise<void> {
    if (!this.#tree || !leftOutBy) throw new Failure(l10n.t('No pattern leaves this out.'));
    const at = new Position(leftOutBy.line, 0);
    await window.showTextDocument(Uri.file(this.#tree.ignoreFile.path), { selection: new Range(at, at) });
  }

  async #openFile({ path, isFolder }: ContextNode): Promise<void> {
    if (!this.#build || isFolder) return;
    await commands.executeCommand('vscode.open', Uri.file(join(this.#build.context, path)));
  }

  getChildren(node?: ContextNode): ContextNode[] {
    return [...((node ?? this.#tree?.root)?.children ?? [])];
  }

  getTreeItem(node: ContextNode): TreeItem {
    const { path, isFolder, sent, left, leftOutBy } = node;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const state = isFolder ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
    const item = new TreeItem(name, state);
    item.id = path;
    item.description = leftOutBy
      ? l10n.t('left out by {0} ({1})', leftOutBy.text, formatSize(left.bytes))
      : formatSize(sent.bytes) + (left.files > 0 ? ` · ${l10n.t('{0} left out', formatSize(left.bytes))}` : '');
    item.tooltip = leftOutBy
      ? l10n.t('{0}: line {1} of {2} leaves it out.', path, leftOutBy.line + 1, this.#ignoreName())
      : l10n.t('{0}: {1} in {2} files are sent.', path, formatSize(sent.bytes), sent.files);
    item.accessibilityInformation = { label: `${name}, ${item.description}` };
    item.iconPath = new ThemeIcon(
      isFolder ? 'folder' : 'file',
      leftOutBy ? new ThemeColor('disabledForeground') : undefined,
    );
    item.contextValue = leftOutBy ? 'left' : 'sent';
    if (!isFolder) {
      item.command = { command: 'slipway.buildContext.openFile', title: l10n.t('Open'), arguments: [node] };
    }
    return item;
  }

  getParent(): undefined {
    return undefined;
  }

  #ignoreName(): string {
    return basename(this.#tree?.ignoreFile.path ?? '');
  }
}

function summary({ root, ignoreFile, isCut }: BuildContextTree): string {
  const { sent, left } = root;
  const words = [
    l10n.t('{0} in {1} files would be sent, {2} left out.', formatSize(sent.bytes), sent.files, formatSize(left.bytes)),
    ...(ignoreFile.exists ? [] : [l10n.t('There is no .dockerignore yet.')]),
    ...(isCut ? [l10n.t('There are more files than were counted.')] : []),
  ];
  return words.join(' ');
}

function nodeOf(value: unknown): ContextNode {
  if (typeof value === 'object' && value !== null && 'path' in value && 'sent' in value) return value as ContextNode;
  throw new Failure(l10n.t('Choose a file or folder in the view of the build context.'));
}
