import { l10n, type Memento, Uri } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Engine, LiveEngine, ResourceRef } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { isReference } from '../engine/references.ts';
import { objectAt, texts } from '../engine/json.ts';
import { repositoryOf } from '../engine/references.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import type { AskServer } from '../ui/askServer.ts';
import { Failure } from '../ui/failure.ts';
import { imagePicks } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { shellLine } from '../ui/shellLine.ts';
import { requireTrust } from '../ui/trust.ts';
import { quickOptions } from './begin.ts';
import { pickRun } from './historyPick.ts';
import { runForm } from './form.ts';
import type { RunScene } from './formScene.ts';
import { createOnly, type Launch, launch, pullIfWanted } from './launch.ts';
import { type RunOptions, runOf } from './options.ts';
import { askForRun } from './paste.ts';
import { hostPorts } from './portFields.ts';
import { type EarlierRun, SavedRuns, type Subject } from './savedRuns.ts';
import { saveService } from './saveService.ts';
import { saveTask } from './saveTask.ts';

/** Builds images for who wants to run them. */
export interface ImageBuilder {
  /** Builds a Dockerfile, or a stage of it, as it was built before; gives the tag. Throws a Failure. */
  buildForRun(live: LiveEngine, dockerfile: Uri, stage: string): Promise<string>;
  /** The Dockerfile that is meant: the given one, that of the editor, or the one that is picked. */
  chooseDockerfile(given: unknown): Promise<Uri>;
}

/** Running containers, and what is remembered of it, whichever engine runs them. */
export class Running {
  readonly #ask: AskServer;
  readonly #builder: ImageBuilder;
  readonly #saved: SavedRuns;

  constructor(ask: AskServer, builder: ImageBuilder, memory: Memento) {
    this.#ask = ask;
    this.#builder = builder;
    this.#saved = new SavedRuns(memory);
  }

  /** What runs on an engine. */
  on(live: LiveEngine): CommandTable {
    return {
      'slipway.images.run': async (...args) => {
        requireTrust();
        const image = referenceOf(await chosenImage(live, args));
        await this.#run(live, repositoryOf(image), { options: await quickly(live, image), ports: 'proposed' });
      },
      'slipway.images.runInteractive': async (...args) => {
        requireTrust();
        const image = referenceOf(await chosenImage(live, args));
        const options = runOf(image, { interactive: [''], tty: [''], rm: [''] });
        await this.#run(live, repositoryOf(image), { options, ports: 'wished' });
      },
      'slipway.run.configure': async (...args) => {
        requireTrust();
        const [given] = args;
        if (given instanceof Uri) return this.#configureDockerfile(live, given);
        const image = referenceOf(await chosenImage(live, args));
        const subject = repositoryOf(image);
        const last = this.#saved.last(subject);
        await this.#configure(live, subject, last ? { ...last, image } : await quickly(live, image));
      },
      'slipway.run.dockerfile': async (given, stage) => {
        requireTrust();
        const dockerfile = await this.#builder.chooseDockerfile(given);
        const name = typeof stage === 'string' ? stage : '';
        const image = await this.#builder.buildForRun(live, dockerfile, name);
        const subject = `${dockerfile.toString()}${name === '' ? '' : `#${name}`}`;
        const last = this.#saved.last(subject);
        const again: Launch | undefined = last && { options: { ...last, image }, ports: 'wished' };
        await this.#run(live, subject, again ?? { options: await quickly(live, image), ports: 'proposed' });
      },
      'slipway.run.again': () => this.#again(live),
      'slipway.run.paste': (given) => this.#paste(live, given),
    };
  }

  async #configureDockerfile(live: LiveEngine, given: Uri): Promise<void> {
    const dockerfile = await this.#builder.chooseDockerfile(given);
    const image = await this.#builder.buildForRun(live, dockerfile, '');
    const subject = dockerfile.toString();
    const last = this.#saved.last(subject);
    await this.#configure(live, subject, last ? { ...last, image } : await quickly(live, image));
  }

  async #configure(
    live: LiveEngine,
    subject: Subject,
    first: RunOptions,
    remarks: readonly string[] = [],
  ): Promise<void> {
    let starts = true;
    const scene = await this.#scene(live, subject, first.image, remarks);
    const options = await runForm(first, { ...scene, createOnly: () => (starts = false) });
    if (starts) await this.#run(live, subject, { options, ports: 'wished' });
    else await this.#saved.add({ subject, options: await createOnly(live, options), at: Date.now() });
  }

  async #scene(
    live: LiveEngine,
    subject: Subject,
    image: string,
    remarks: readonly string[],
  ): Promise<Omit<RunScene, 'createOnly'>> {
    const config = objectAt(await inspected(await live.engine(), image), 'Config');
    return {
      live,
      subject,
      remarks,
      saved: this.#saved,
      exposed: Object.keys(objectAt(config['ExposedPorts'])),
      ownCommand: shellLine([...texts(config['Entrypoint']), ...texts(config['Cmd'])]),
      saveService: (options) => saveService(options, this.#ask),
      saveTask,
    };
  }

  async #run(live: LiveEngine, subject: Subject, asked: Launch): Promise<void> {
    const options = await launch(live, asked);
    // Kept when it has begun: what cannot be run is not worth offering again.
    await this.#saved.add({ subject, options, at: Date.now() });
  }

  async #again(live: LiveEngine): Promise<void> {
    requireTrust();
    const runs = this.#saved.history;
    if (runs.length === 0) throw new Failure(l10n.t('Nothing was run in this workspace yet.'));
    const [run, how] = await pickRun(runs);
    if (how === 'change') return this.#configure(live, run.subject, run.options);
    const image = await this.#rebuilt(live, run);
    await this.#run(live, run.subject, { options: { ...run.options, image }, ports: 'wished' });
  }

  /** What was built from a Dockerfile is built again: mostly nothing has changed, and else that is wanted. */
  async #rebuilt(live: LiveEngine, { subject, options }: EarlierRun): Promise<string> {
    if (!subject.startsWith('file:')) return options.image;
    const [file = '', stage = ''] = subject.split('#');
    return this.#builder.buildForRun(live, Uri.parse(file, true), stage);
  }

  async #paste(live: LiveEngine, given: unknown): Promise<void> {
    requireTrust();
    const { options, remarks } = await askForRun(this.#ask, typeof given === 'string' ? given : undefined);
    await this.#configure(live, repositoryOf(options.image), options, remarks);
  }
}

/** The image that was clicked or named, or that is picked. */
async function chosenImage(live: LiveEngine, args: readonly unknown[]): Promise<ResourceRef> {
  const [given] = args;
  const [selected] = selectedRefs('image', args);
  if (typeof given === 'string') return named(given);
  return selected ?? pickImage(live);
}

function named(image: string): ResourceRef {
  return { kind: 'image', id: image, name: image };
}

/** One that the engine has, or any other by its name. */
async function pickImage(live: LiveEngine): Promise<ResourceRef> {
  const view = imagePicks(l10n.t('Image to run'));
  const known = (await live.items('image'))
    .filter(({ id }) => id !== '')
    .map((image) => ({ image, entry: view.entry(image) }))
    .sort((a, b) => a.entry.name.localeCompare(b.entry.name))
    .map(({ image, entry }) => ({
      icon: 'package',
      label: entry.name,
      description: entry.description,
      value: { kind: 'image', id: image.id, name: entry.name } as const,
    }));
  const other = { icon: 'cloud-download', label: l10n.t('Another image, by its name…'), value: undefined };
  const chosen = await askForOne<ResourceRef | undefined>(view.placeHolder, [...known, other]);
  if (chosen) return chosen;
  return named(
    await askForText({
      title: l10n.t('Image to run'),
      prompt: l10n.t('Name of the image, for example nginx:1.29 or ghcr.io/owner/app'),
      suits: isReference,
      wrong: l10n.t('This is no valid name of an image.'),
    }),
  );
}

/** By its name, so that the container shows it; an image without one by its id. */
function referenceOf({ id, name }: ResourceRef): string {
  return /^(?:sha256:|[a-f0-9]{12}$)/.test(name) ? id : name;
}

/** In the background, with its ports. An image that is not here is pulled first. */
async function quickly(live: LiveEngine, image: string): Promise<RunOptions> {
  const engine = await live.engine();
  await pullIfWanted(engine, runOf(image));
  return quickOptions(engine, image, await hostPorts(live));
}

/** Undefined where the engine has no such image yet. */
async function inspected(engine: Engine, image: string): Promise<unknown> {
  try {
    return await engine.inspect('image', image);
  } catch (error) {
    if (error instanceof EngineError && error.problem === 'not-found') return undefined;
    throw error;
  }
}
