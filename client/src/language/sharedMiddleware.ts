import {
  isOfSchema,
  isOnKey,
  others,
  type Share,
  type SharedFeature,
  type SharedLanguage,
  sharedLanguages,
  type Sharing,
  sharingOf,
  type Wanted,
} from './sharing.ts';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  Disposable,
  extensions,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

/** Leaves to other extensions what they do in the same files, as the setting says. */
export function sharedMiddleware(): { readonly middleware: Middleware; readonly disposable: Disposable } {
  const known = new Map<SharedLanguage, Sharing>();
  const forget = (): void => known.clear();
  const listeners = [extensions.onDidChange(forget), workspace.onDidChangeConfiguration(forget)];
  const shareOf = (document: TextDocument | undefined, feature: SharedFeature): Share => {
    const language = document?.languageId;
    if (!isShared(language)) return 'all';
    const sharing = known.get(language) ?? currentSharing(language);
    known.set(language, sharing);
    return sharing[feature];
  };
  return {
    middleware: middlewareOf(shareOf),
    disposable: Disposable.from(...listeners),
  };
}

function isShared(language: string | undefined): language is SharedLanguage {
  return language !== undefined && Object.hasOwn(sharedLanguages, language);
}

type ShareOf = (document: TextDocument | undefined, feature: SharedFeature) => Share;

function middlewareOf(shareOf: ShareOf): Middleware {
  return {
    async provideCompletionItem(...[document, position, context, token, next]) {
      const share = shareOf(document, 'completion');
      if (share === 'none') return undefined;
      const found = await next(document, position, context, token);
      return share === 'all' ? found : withoutKeys(found);
    },
    provideHover(document, position, token, next) {
      const share = shareOf(document, 'hover');
      const { languageId } = document;
      const isTheirs = isShared(languageId) && isOnKey(languageId, document.lineAt(position).text, position.character);
      return share === 'none' || (share === 'rest' && isTheirs) ? undefined : next(document, position, token);
    },
    handleDiagnostics(uri, diagnostics, next) {
      const document = openDocument(uri);
      const share = shareOf(document, 'diagnostics');
      const { languageId } = document ?? {};
      const kept = diagnostics.filter(
        ({ code }) =>
          share === 'all' ||
          (share === 'rest' &&
            isShared(languageId) &&
            !isOfSchema(languageId, typeof code === 'object' ? code.value : code)),
      );
      next(uri, kept);
    },
    provideDocumentFormattingEdits: (document, options, token, next) =>
      shareOf(document, 'formatting') === 'all' ? next(document, options, token) : undefined,
    provideDocumentRangeFormattingEdits: (...[document, range, options, token, next]) =>
      shareOf(document, 'formatting') === 'all' ? next(document, range, options, token) : undefined,
  };
}

/** The words of the language itself, which everybody offers. */
const words: ReadonlySet<CompletionItemKind | undefined> = new Set([
  CompletionItemKind.Property,
  CompletionItemKind.Keyword,
  CompletionItemKind.EnumMember,
  CompletionItemKind.Value,
]);

type Offers = CompletionItem[] | CompletionList | null | undefined;

function withoutKeys(found: Offers): Offers {
  if (!found) return found;
  if (Array.isArray(found)) return found.filter(({ kind }) => !words.has(kind));
  found.items = found.items.filter(({ kind }) => !words.has(kind));
  return found;
}

function openDocument(uri: Uri): TextDocument | undefined {
  const address = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === address);
}

/** The part of each feature that is ours now. */
function currentSharing(language: SharedLanguage): Sharing {
  const scope = { languageId: language };
  const setting: unknown = workspace.getConfiguration('slipway', scope).get('language.features', {});
  const installed = Object.keys(others).filter((id) => extensions.getExtension(id) !== undefined);
  return sharingOf(language, (feature) => wantedIn(setting, `${sharedLanguages[language]}.${feature}`), {
    installed: new Set(installed),
    formatter: workspace.getConfiguration('editor', scope).get<string>('defaultFormatter') ?? undefined,
    disabled: new Set(turnedOff()),
  });
}

function wantedIn(setting: unknown, name: string): Wanted {
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  const value: unknown = entries.find(([key]) => key === name)?.[1];
  return value === 'on' || value === 'off' ? value : 'auto';
}

/** What the settings of the others turn off. */
function turnedOff(): readonly string[] {
  return [
    ...(isOn('yaml.completion') ? [] : ['redhat.vscode-yaml.completion']),
    ...(isOn('yaml.hover') ? [] : ['redhat.vscode-yaml.hover']),
    ...(isOn('yaml.validate') && isOn('yaml.schemaStore.enable') ? [] : ['redhat.vscode-yaml.diagnostics']),
    ...(isOn('yaml.format.enable') ? [] : ['redhat.vscode-yaml.formatting']),
    ...(isOn('docker.extension.enableComposeLanguageServer') ? [] : ['docker.docker.dockercompose']),
    ...(isOn('containers.enableComposeLanguageService') ? [] : ['ms-azuretools.vscode-containers.dockercompose']),
  ];
}

function isOn(name: string): boolean {
  return workspace.getConfiguration().get<boolean>(name, true);
}
