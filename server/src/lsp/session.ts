import type { Translate } from '../core/text/message.ts';
import type {
  DiskEntry,
  Folder,
  ImageFacts,
  LocalImage,
  RemoteImage,
  ShellComment,
  ShellScript,
} from '../core/workspace.ts';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';
import type { LintFiles } from './lintFiles.ts';
import type { Encoding } from './positions.ts';
import type { SentTokens } from './sentTokens.ts';
import type { Settings } from './settings.ts';
import type {
  ClientCapabilities,
  CompletionClientCapabilities,
  TextDocumentClientCapabilities,
  WorkspaceClientCapabilities,
  WorkspaceEditClientCapabilities,
} from 'vscode-languageserver';

/** What the server may ask of the machine it runs on. */
export interface ServerHost {
  /** The translations for a display language such as `zh-cn`; English where there are none. */
  translations(locale: string): Translate;
  /** The address of a rule's page, where the pages can be had. */
  rulePage(id: string): string | undefined;
  /** The text of a file by its `file:` address; undefined where it cannot be read. */
  readFile(uri: string): Promise<string | undefined>;
  /** What lies in a folder, by its `file:` address; undefined where it cannot be read. */
  listFolder(uri: string): Promise<Folder | undefined>;
  /** What lies at a `file:` address. The same object as long as a file is the same. */
  entryAt(uri: string): Promise<DiskEntry>;
  /** The folder that `~` stands for. */
  readonly home: string | undefined;
  /** The environment variables of the server, which a program started by the editor has, too. */
  readonly environment: ReadonlyMap<string, string>;
  /** The tags of an image at its registry, the newest first; none where it cannot be reached. */
  imageTags(image: RemoteImage): Promise<readonly string[]>;
  /** The digest that a tag stands for at its registry; undefined where it cannot be reached. */
  imageDigest(image: RemoteImage, tag: string): Promise<string | undefined>;
  /** What ShellCheck says of a script, as the program at `path`; nothing where it is not there, or no longer wanted. */
  shellcheck(path: string, script: ShellScript, isWanted: () => boolean): Promise<readonly ShellComment[]>;
  /** Waits for a time in milliseconds. */
  wait(time: number): Promise<void>;
  /** Runs something when the messages that have already arrived are dealt with. */
  defer(run: () => void): void;
}

/** What holds from `initialize` to `exit`. Every handler gets it; none keeps anything of its own. */
export interface Session {
  readonly host: ServerHost;
  readonly client: ClientFacts;
  readonly encoding: Encoding;
  readonly documents: Documents;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly lintFiles: LintFiles;
  readonly translate: Translate;
  readonly sentTokens: SentTokens;
  /** Absent where the client knows no engine. */
  readonly engine: EngineFacts | undefined;
}

/** What the client tells of its engine. */
export interface EngineFacts {
  localImages(): Promise<readonly LocalImage[]>;
  /** Undefined where the engine has no image of that name. */
  imageFacts(name: string): Promise<ImageFacts | undefined>;
}

/** The capabilities of the client that change what we send. */
export interface ClientFacts {
  readonly snippets: boolean;
  readonly insertReplace: boolean;
  /** Whether what is the same for all offers of a list can be told once. */
  readonly completionDefaults: boolean;
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly configuration: boolean;
  readonly configurationRegistration: boolean;
  readonly formattingRegistration: boolean;
  /** Whether it tells of changed files when asked to. */
  readonly watchRegistration: boolean;
  /** Whether it asks for inlay hints again when told to. */
  readonly refreshesInlayHints: boolean;
  /** Whether it pulls diagnostics again when told to. */
  readonly refreshesDiagnostics: boolean;
  /** Whether an edit may make a file. */
  readonly createsFiles: boolean;
  readonly markdownSignature: boolean;
  /** Whether a parameter may be given by its place in the signature. */
  readonly signatureOffsets: boolean;
  readonly pullDiagnostics: boolean;
  /** Whether a definition may say what was asked about, and all that belongs to the target. */
  readonly definitionLinks: boolean;
  /** Whether it tells when folders are opened and closed. */
  readonly tellsFolders: boolean;
  /** Whether it asks what would be renamed before it renames. */
  readonly preparesRename: boolean;
  /** Whether the outline may be a tree. */
  readonly symbolTrees: boolean;
}

export function clientFacts({ textDocument, workspace }: ClientCapabilities): ClientFacts {
  return {
    ...completionFacts(textDocument?.completion ?? {}),
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    ...workspaceFacts(workspace ?? {}),
    formattingRegistration: takesFormatters(textDocument ?? {}),
    ...signatureFacts(textDocument ?? {}),
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    ...navigationFacts(textDocument ?? {}),
  };
}

type NavigationFacts = Pick<ClientFacts, 'definitionLinks' | 'preparesRename' | 'symbolTrees'>;

function navigationFacts({ definition, rename, documentSymbol }: TextDocumentClientCapabilities): NavigationFacts {
  return {
    definitionLinks: definition?.linkSupport === true,
    preparesRename: rename?.prepareSupport === true,
    symbolTrees: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}

type WorkspaceFacts = Pick<
  ClientFacts,
  | 'configuration'
  | 'configurationRegistration'
  | 'watchRegistration'
  | 'refreshesInlayHints'
  | 'refreshesDiagnostics'
  | 'createsFiles'
  | 'tellsFolders'
>;

function workspaceFacts({
  configuration,
  didChangeConfiguration,
  didChangeWatchedFiles,
  inlayHint,
  diagnostics,
  workspaceEdit,
  workspaceFolders,
}: WorkspaceClientCapabilities): WorkspaceFacts {
  return {
    configuration: configuration === true,
    configurationRegistration: didChangeConfiguration?.dynamicRegistration === true,
    watchRegistration: didChangeWatchedFiles?.dynamicRegistration === true,
    refreshesInlayHints: inlayHint?.refreshSupport === true,
    refreshesDiagnostics: diagnostics?.refreshSupport === true,
    createsFiles: takesNewFiles(workspaceEdit ?? {}),
    tellsFolders: workspaceFolders === true,
  };
}

function takesNewFiles({ documentChanges, resourceOperations }: WorkspaceEditClientCapabilities): boolean {
  return documentChanges === true && resourceOperations?.includes('create') === true;
}

type SignatureFacts = Pick<ClientFacts, 'markdownSignature' | 'signatureOffsets'>;

function signatureFacts({ signatureHelp }: TextDocumentClientCapabilities): SignatureFacts {
  const information = signatureHelp?.signatureInformation;
  return {
    markdownSignature: information?.documentationFormat?.includes('markdown') === true,
    signatureOffsets: information?.parameterInformation?.labelOffsetSupport === true,
  };
}

function takesFormatters({ formatting, rangeFormatting, onTypeFormatting }: TextDocumentClientCapabilities): boolean {
  return [formatting, rangeFormatting, onTypeFormatting].every((one) => one?.dynamicRegistration === true);
}

type CompletionFacts = Pick<ClientFacts, 'snippets' | 'insertReplace' | 'markdownCompletion' | 'completionDefaults'>;

function completionFacts({ completionItem: item = {}, completionList }: CompletionClientCapabilities): CompletionFacts {
  const defaults = completionList?.itemDefaults ?? [];
  return {
    snippets: item.snippetSupport === true,
    insertReplace: item.insertReplaceSupport === true,
    markdownCompletion: item.documentationFormat?.includes('markdown') === true,
    completionDefaults: defaults.includes('editRange') && defaults.includes('data'),
  };
}
