import { StringDecoder } from 'node:string_decoder';
import {
  type CancellationToken,
  Disposable,
  l10n,
  type LanguageModelTool,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  MarkdownString,
  type PreparedToolInvocation,
  Uri,
  workspace,
} from 'vscode';
import { type LintResult, lintRequest } from '../../../protocol/messages.ts';
import type { Kind, LiveEngine, Resources } from '../engine/engine.ts';
import { isTag } from '../engine/references.ts';
import { sentenceFor } from '../ui/failure.ts';
import { escapeMarkdown } from '../ui/markdown.ts';
import { requireTrust } from '../ui/trust.ts';
import {
  type BuildReport,
  buildAnswer,
  findByName,
  inspectAnswer,
  lintAnswer,
  listAnswer,
  logsAnswer,
} from './answers.ts';
import {
  type BuildInput,
  buildInput,
  inspectInput,
  lintInput,
  listInput,
  logsInput,
  placeInWorkspace,
  WrongInput,
} from './input.ts';

/** What the tools need of the rest. */
export interface ToolScene {
  readonly live: LiveEngine;
  ask(method: string, params: unknown): Promise<unknown>;
  /** Builds, and says what became of it; rejects only where it could not even begin. */
  build(dockerfile: Uri, input: BuildInput, signal: AbortSignal): Promise<BuildReport>;
}

/** What a tool answers to its input. Rejects with a sentence for the model. */
type Answer = (input: unknown, signal: AbortSignal) => Promise<string>;

/**
 * Tools for language models in VS Code, where it has them. They read what the engine and the workspace have; only the
 * build changes something, and is asked about first. Nothing is sent anywhere by us: the answer goes to who asked.
 */
export function languageModelTools(scene: ToolScene): Disposable {
  // Editors that are made from VS Code may not have them.
  if (typeof lm?.registerTool !== 'function') return Disposable.from();
  const { live } = scene;
  return Disposable.from(
    lm.registerTool(
      'slipway_list',
      tool(l10n.t('Listing what the engine has'), (input) => listed(live, input)),
    ),
    lm.registerTool(
      'slipway_inspect',
      tool(l10n.t('Asking the engine'), (input) => inspected(live, input)),
    ),
    lm.registerTool(
      'slipway_logs',
      tool(l10n.t('Reading the log'), (input, signal) => logged(live, input, signal)),
    ),
    lm.registerTool(
      'slipway_lint',
      tool(l10n.t('Checking the file'), (input) => linted(scene, input)),
    ),
    lm.registerTool('slipway_build', {
      ...tool(l10n.t('Building the image'), (input, signal) => built(scene, input, signal)),
      prepareInvocation: ({ input }) => confirmed(input),
    }),
  );
}

function tool(invocationMessage: string, answer: Answer): LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({ invocationMessage }),
    invoke: async ({ input }, token) => {
      try {
        return new LanguageModelToolResult([new LanguageModelTextPart(await answer(input, signalOf(token)))]);
      } catch (error) {
        const words = error instanceof WrongInput ? error.message : sentenceFor(error, l10n);
        throw words === undefined ? error : new Error(words);
      }
    },
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

async function listed(live: LiveEngine, input: unknown): Promise<string> {
  const wanted = listInput(input);
  return listAnswer(await live.items(wanted.kind), wanted);
}

async function inspected(live: LiveEngine, input: unknown): Promise<string> {
  const { kind, name } = inspectInput(input);
  const { id } = await found(live, kind, name);
  return inspectAnswer(await (await live.engine()).inspect(kind, id));
}

async function found<K extends Kind>(live: LiveEngine, kind: K, name: string): Promise<Resources[K]> {
  const item = findByName(kind, await live.items(kind), name);
  if (!item) throw new WrongInput(`There is no ${kind} "${name}", or several begin so. List them first.`);
  return item;
}

/** Milliseconds until the lines of a log must be there, and characters that are read of it at most. */
const patience = 15_000;
const mostRead = 2_000_000;

async function logged(live: LiveEngine, input: unknown, signal: AbortSignal): Promise<string> {
  const { container, lines, age } = logsInput(input);
  const { id } = await found(live, 'container', container);
  const engine = await live.engine();
  const decoder = { stdout: new StringDecoder(), stderr: new StringDecoder() };
  let text = '';
  const output = engine.logs(id, {
    follow: false,
    tail: lines,
    timestamps: true,
    ...(age === undefined ? {} : { since: Date.now() - age }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  });
  for await (const { stream, data } of output) {
    text = (text + decoder[stream].write(data)).slice(-mostRead);
  }
  return logsAnswer(text, lines);
}

async function linted(scene: ToolScene, input: unknown): Promise<string> {
  const { file, text } = lintInput(input);
  const result = await scene.ask(lintRequest, { uri: uriIn(file).toString(), ...(text === undefined ? {} : { text }) });
  if (!isResult(result)) {
    throw new WrongInput(`"${file}" cannot be read, or is no Dockerfile, Compose file, .dockerignore or .env file.`);
  }
  return lintAnswer(file, result);
}

async function built(scene: ToolScene, input: unknown, signal: AbortSignal): Promise<string> {
  requireTrust();
  const wanted = checkedBuild(input);
  return buildAnswer(await scene.build(uriIn(wanted.dockerfile), wanted, signal));
}

function checkedBuild(input: unknown): BuildInput {
  const wanted = buildInput(input);
  if (wanted.tag !== '' && !isTag(wanted.tag)) throw new WrongInput('"tag" is no valid name of an image.');
  return wanted;
}

/** A build runs what stands in the Dockerfile: it is asked for, with all that it is given. What does not fit is refused before. */
function confirmed(input: unknown): PreparedToolInvocation {
  const wanted = checkedBuild(input);
  uriIn(wanted.dockerfile);
  const { dockerfile, tag, target, buildArgs } = wanted;
  const message = new MarkdownString();
  message.appendText(l10n.t('The instructions of {0} are run by the container engine.', dockerfile));
  const rows = [
    [l10n.t('Tag'), tag],
    [l10n.t('Stage'), target],
    ...Object.entries(buildArgs).map(([name, value]) => [name, value]),
  ].filter(([, value]) => value !== '');
  message.appendMarkdown(
    rows.map(([name = '', value = '']) => `\n\n${escapeMarkdown(name)}: ${escapeMarkdown(value)}`).join(''),
  );
  return {
    invocationMessage: l10n.t('Building the image'),
    confirmationMessages: { title: l10n.t('Build an image from {0}?', dockerfile), message },
  };
}

function uriIn(path: string): Uri {
  const folders = workspace.workspaceFolders ?? [];
  const place = placeInWorkspace(
    path,
    folders.map(({ name, uri }) => ({
      name,
      path: uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : uri.path,
    })),
  );
  const root = folders[place.folder];
  if (!root) throw new WrongInput('No folder is open.');
  return Uri.joinPath(root.uri, ...place.path.split('/'));
}

function isResult(value: unknown): value is LintResult {
  return typeof value === 'object' && value !== null && 'problems' in value && Array.isArray(value.problems);
}
