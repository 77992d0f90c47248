import { type BuildPlan, buildPlanRequest } from '../../../protocol/messages.ts';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { objectAt } from '../engine/json.ts';
import { dockerfileGlob } from '../ui/dockerfiles.ts';
import type { AskServer } from '../ui/askServer.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { imagePicks, pickOne } from '../ui/pick.ts';
import { requireTrust } from '../ui/trust.ts';
import { ContextView } from './contextView.ts';
import { EditorMarks, type PlanOf } from './editorMarks.ts';
import { askTag, buildForm } from './form.ts';
import { type BuildViews, buildImage } from './imageBuild.ts';
import { LastLayers } from './lastLayer.ts';
import { sizesOfImage } from './layerSizes.ts';
import { type BuildLog, openBuildLog } from './log.ts';
import { formatSeconds } from './markText.ts';
import type { BuildOptions } from './options.ts';
import { BuildProblems } from './problems.ts';
import { askRemoteBuild, buildRemote } from './remoteBuild.ts';
import { type BuildReport, reportOf } from './report.ts';
import { SavedBuilds } from './savedBuilds.ts';
import { stageLenses } from './stageLenses.ts';
import { buildOptionsOfTask } from './taskOptions.ts';
import { readFile } from 'node:fs/promises';
import { commands, Disposable, type ExtensionContext, l10n, type TaskDefinition, Uri, window, workspace } from 'vscode';

/** Building images from Dockerfiles, and what the editor shows of it, whichever engine builds. */
export class Building {
  readonly #planOf: PlanOf;
  readonly #views: BuildViews & { readonly problems: BuildProblems };
  readonly #saved: SavedBuilds;
  readonly #logs = new Map<string, BuildLog>();
  readonly #context = new ContextView();
  /** Ends what still builds when the window is closed: nobody could end it any more. */
  readonly #closing = new AbortController();

  constructor(ask: AskServer, { workspaceState, extension }: Pick<ExtensionContext, 'extension' | 'workspaceState'>) {
    this.#planOf = async (text) => planIn(await ask(buildPlanRequest, { text }));
    const lastLayers = new LastLayers(workspaceState);
    this.#views = {
      marks: new EditorMarks(this.#planOf),
      problems: new BuildProblems(
        checksOf(extension.packageJSON),
        (dockerfile) => lastLayers.has(dockerfile),
        this.#planOf,
      ),
      lastLayers,
    };
    this.#saved = new SavedBuilds(workspaceState);
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    const { marks, problems } = this.#views;
    return Disposable.from(
      marks.register(),
      problems.register(),
      this.#context.register(),
      { dispose: () => this.#closing.abort() },
      ...stageLenses(this.#planOf),
    );
  }

  /** Takes away what shells of an earlier session have left on an engine. Never rejects. */
  clearLeft(live: LiveEngine): Promise<void> {
    return this.#views.lastLayers.clearLeft(live);
  }

  /** What is about no engine. */
  get table(): CommandTable {
    return {
      ...this.#context.table,
      'slipway.build.showContext': async (given) => this.#context.show(this.#saved.get(await choose(given))),
      'slipway.build.showLog': async (given) => {
        const log = this.#logs.get((await choose(given)).toString());
        if (!log) throw new Failure(l10n.t('This Dockerfile was not built since VS Code was started.'));
        log.show();
      },
      'slipway.build.clearMarks': async (given) => {
        const dockerfile = await choose(given);
        this.#views.marks.clear(dockerfile);
        this.#views.problems.clear(dockerfile);
      },
    };
  }

  /** What builds on an engine. */
  on(live: LiveEngine): CommandTable {
    return {
      'slipway.images.build': async (given) => {
        const dockerfile = await choose(given);
        const options = this.#saved.get(dockerfile);
        await this.#build(live, dockerfile, { ...options, tag: await askTag(options.tag) });
      },
      'slipway.build.configure': async (given) => {
        const dockerfile = await choose(given);
        const plan = await this.#planOf(await readFile(dockerfile.fsPath, 'utf8'));
        await this.#build(live, dockerfile, await buildForm(this.#saved.get(dockerfile), plan));
      },
      'slipway.build.again': async (given) => {
        const dockerfile = await choose(given);
        await this.#build(live, dockerfile, this.#saved.get(dockerfile));
      },
      'slipway.build.remote': async () => {
        requireTrust();
        const remote = await askRemoteBuild();
        const started = Date.now();
        await buildRemote(live, remote, this.#newLog(remote.address, remote.tag), this.#closing.signal);
        void tellBuilt(remote.tag, Date.now() - started);
      },
      'slipway.build.sizes': async (given) => this.#showSizes(live, await choose(given)),
      'slipway.build.shell': async (given) => this.#views.lastLayers.openShell(live, await choose(given)),
      'slipway.build.stage': async (given, target) => {
        const dockerfile = await choose(given);
        const { target: _, ...options } = this.#saved.get(dockerfile);
        const stage = typeof target === 'string' && target !== '' ? target : undefined;
        await this.#build(live, dockerfile, stage === undefined ? options : forStage(options, stage));
      },
    };
  }

  /** Builds as it was built before but for what is given, and says what became of it. Rejects where it cannot begin. */
  async buildForReport(
    live: LiveEngine,
    dockerfile: Uri,
    given: Pick<BuildOptions, 'buildArgs'> & { readonly tag: string; readonly target: string },
    signal: AbortSignal,
  ): Promise<BuildReport> {
    const { target: _, ...saved } = this.#saved.get(await choose(dockerfile));
    const { tag, target, buildArgs } = given;
    const options: BuildOptions = {
      ...(target === '' || tag !== '' ? saved : forStage(saved, target)),
      ...(tag === '' ? {} : { tag }),
      ...(target === '' ? {} : { target }),
      buildArgs: { ...saved.buildArgs, ...buildArgs },
    };
    return reportOf(options.tag, this.#views, (views) => this.#follow(live, dockerfile, options, { signal, views }));
  }

  /** Shows what the layers of an image take, behind the instructions that made them, wherever it was built. */
  async #showSizes(live: LiveEngine, dockerfile: Uri): Promise<void> {
    const { name } = await pickOne(live, imagePicks(l10n.t('Image that was built from this Dockerfile')));
    const engine = await live.engine();
    const plan = await this.#planOf((await workspace.openTextDocument(dockerfile)).getText());
    const found = sizesOfImage(plan, await engine.history(name));
    if (!found) throw new Failure(l10n.t('The image {0} was not built from this Dockerfile as it is now.', name));
    await window.showTextDocument(dockerfile);
    this.#views.marks.set(dockerfile, { plan, steps: new Map(), ...found });
  }

  /** Builds a Dockerfile, or a stage of it, as it was built before; gives the tag. Rejects where it is not built. */
  async buildForRun(live: LiveEngine, dockerfile: Uri, stage: string): Promise<string> {
    const { target: _, ...whole } = this.#saved.get(dockerfile);
    const options = stage === '' ? this.#saved.get(dockerfile) : forStage(whole, stage);
    await this.#build(live, dockerfile, options, 'silent');
    return options.tag;
  }

  chooseDockerfile(given: unknown): Promise<Uri> {
    return choose(given);
  }

  async #build(
    live: LiveEngine,
    dockerfile: Uri,
    options: BuildOptions,
    end: 'told' | 'silent' = 'told',
  ): Promise<void> {
    // Of a stage only the way there is new: the next build is that of the whole file again.
    if (options.target === undefined || this.#saved.find(dockerfile)?.target === options.target) {
      await this.#saved.keep(dockerfile, options);
    }
    const started = Date.now();
    await this.#follow(live, dockerfile, options, {});
    if (end === 'told') void tellBuilt(options.tag, Date.now() - started);
  }

  /** Builds for a task: in its terminal, until it ends or the task is ended. Rejects where it is not built. */
  async buildForTask(
    live: LiveEngine,
    definition: TaskDefinition,
    { folder, write, signal }: BuildTaskScene,
  ): Promise<void> {
    const options = buildOptionsOfTask(definition, folder);
    const log: BuildLog = { write, show: () => undefined, dispose: () => undefined };
    await this.#follow(live, Uri.file(options.dockerfile), options, { log, signal });
  }

  async #follow(
    live: LiveEngine,
    dockerfile: Uri,
    options: BuildOptions,
    { log: given, signal, views }: { log?: BuildLog; signal?: AbortSignal; views?: BuildViews },
  ): Promise<void> {
    const key = dockerfile.toString();
    await workspace.textDocuments.find((document) => document.uri.toString() === key)?.save();
    const text = await readDockerfile(dockerfile);
    const plan = await this.#planOf(text);
    const log = given ?? this.#newLog(key, options.tag);
    const ended = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    await buildImage(live, { options, text, plan, log, signal: ended }, views ?? this.#views);
  }

  #newLog(key: string, tag: string): BuildLog {
    this.#logs.get(key)?.dispose();
    const log = openBuildLog(tag);
    this.#logs.set(key, log);
    return log;
  }
}

/** Where a task that builds runs. */
interface BuildTaskScene {
  /** Relative paths begin here. */
  readonly folder: string;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

async function readDockerfile({ fsPath }: Uri): Promise<string> {
  try {
    return await readFile(fsPath, 'utf8');
  } catch {
    throw new Failure(l10n.t('There is no file {0}.', fsPath));
  }
}

async function choose(given: unknown): Promise<Uri> {
  requireTrust();
  const active = window.activeTextEditor?.document;
  const uri = given instanceof Uri ? given : active?.languageId === 'dockerfile' ? active.uri : await pickDockerfile();
  if (uri.scheme === 'file') return uri;
  throw new Failure(l10n.t('Only a Dockerfile that is saved on disk can be built.'));
}

/** A stage gets a tag of its own, so that it does not take that of the whole image. */
function forStage(options: BuildOptions, target: string): BuildOptions {
  const slash = options.tag.lastIndexOf('/');
  const colon = options.tag.indexOf(':', slash + 1);
  const name = colon < 0 ? options.tag : options.tag.slice(0, colon);
  return { ...options, target, tag: `${name}:${target.toLowerCase()}` };
}

async function pickDockerfile(): Promise<Uri> {
  const found = await workspace.findFiles(dockerfileGlob, '**/node_modules/**', 200);
  const files = found.filter((uri) => !uri.path.endsWith('.dockerignore'));
  const [first, second] = files;
  if (!first) throw new Failure(l10n.t('There is no Dockerfile in this workspace.'));
  if (!second) return first;
  const items = files
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const choice = await window.showQuickPick(items, { placeHolder: l10n.t('Dockerfile to build') });
  if (!choice) throw new Cancelled();
  return choice.uri;
}

async function tellBuilt(tag: string, milliseconds: number): Promise<void> {
  const run = l10n.t('Run');
  const answer = await window.showInformationMessage(
    l10n.t('{0} was built in {1}.', tag, formatSeconds(milliseconds)),
    run,
  );
  if (answer === run) await commands.executeCommand('slipway.images.run', tag);
}

const noPlan: BuildPlan = { globals: 0, stages: [], arguments: [] };

function planIn(answer: unknown): BuildPlan {
  return isPlan(answer) ? answer : noPlan;
}

function isPlan(answer: unknown): answer is BuildPlan {
  return typeof answer === 'object' && answer !== null && 'stages' in answer && Array.isArray(answer.stages);
}

/** The names of all rules, as the manifest declares their settings. */
function checksOf(manifest: unknown): readonly string[] {
  const names = ['contributes', 'configuration', 'properties', 'slipway.lint.rules', 'properties'];
  const rules = names.reduce((value: unknown, name) => objectAt(value)[name], manifest);
  return Object.keys(objectAt(rules));
}
