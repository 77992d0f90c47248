import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Engine, LiveEngine } from '../engine/engine.ts';
import { isReference, isTag, registryOf } from '../engine/references.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { chosenSeveral, itemOf } from '../ui/chosen.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { askForFile, askWhereToSave, readStream, saveStream, tellSaved, withCancel } from '../ui/files.ts';
import { noticeOf } from '../ui/foreignText.ts';
import { imagePicks } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { credentialsOf, transfer } from '../ui/transfer.ts';

type Args = readonly unknown[];

/** Images between the engine, registries and files. */
export function imageTransferCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.images.pull': (...args) => pull(live, args),
    'slipway.images.push': (...args) => push(live, args),
    'slipway.images.search': () => search(live),
    'slipway.images.save': (...args) => save(live, args),
    'slipway.images.load': () => load(live),
    'slipway.images.import': () => importFiles(live),
  };
}

/** Pulls again what is selected, or what is named: nothing is contacted but its registry. */
async function pull(live: LiveEngine, args: Args): Promise<void> {
  const [given] = args;
  const selected = selectedRefs('image', args);
  const references =
    typeof given === 'string' ? [given] : selected.length > 0 ? await tagsOf(live, args) : [await askReference()];
  for (const reference of references) await pullOne(live, reference);
}

async function askReference(): Promise<string> {
  return askForText({
    title: l10n.t('Pull an image'),
    prompt: l10n.t('Name of the image, for example nginx:1.29 or ghcr.io/owner/app'),
    suits: isReference,
    wrong: l10n.t('This is no valid name of an image.'),
  });
}

async function tagsOf(live: LiveEngine, args: Args): Promise<readonly string[]> {
  const ids = new Set(selectedRefs('image', args).map(({ id }) => id));
  const tags = (await live.items('image')).filter(({ id }) => ids.has(id)).flatMap((image) => image.tags);
  if (tags.length === 0) throw new Failure(l10n.t('An image without a tag cannot be pulled: nobody knows where from.'));
  return tags;
}

async function pullOne(live: LiveEngine, reference: string): Promise<void> {
  const engine = await live.engine();
  const credentials = await credentialsOf(reference);
  const progress = await transfer(l10n.t('Pulling {0}', reference), (signal) =>
    engine.pull(reference, { signal, ...credentials }),
  );
  void window.showInformationMessage(
    progress.digest === ''
      ? l10n.t('{0} was pulled.', reference)
      : l10n.t('{0} was pulled: {1}', reference, progress.digest),
  );
}

async function push(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(live, args, {
    ...imagePicks(l10n.t('Images to push')),
    suits: (image) => image.tags.length > 0,
    nothing: l10n.t('There is no image with a tag. Tag one with the name of a registry first.'),
  });
  const engine = await live.engine();
  for (const ref of refs) {
    const image = await itemOf(live, 'image', ref, l10n.t('{0} no longer exists.', ref.name));
    const reference = await chooseTag(image.tags);
    const registry = registryOf(reference);
    const answer = await window.showWarningMessage(
      l10n.t('Push {0}?', reference),
      { modal: true, detail: l10n.t('It goes to {0}. Whoever may read there can have it.', registry) },
      l10n.t('Push'),
    );
    if (answer === undefined) throw new Cancelled();
    const credentials = await credentialsOf(reference);
    const progress = await transfer(l10n.t('Pushing {0}', reference), (signal) =>
      engine.push(reference, { signal, ...credentials }),
    );
    void window.showInformationMessage(
      progress.digest === ''
        ? l10n.t('{0} was pushed.', reference)
        : l10n.t('{0} was pushed: {1}', reference, progress.digest),
    );
  }
}

async function chooseTag(tags: readonly string[]): Promise<string> {
  const [first = '', second] = tags;
  if (second === undefined) return first;
  return askForOne(
    l10n.t('Tag to push'),
    tags.map((tag) => ({ label: tag, value: tag })),
  );
}

/** Asks the registry of Docker Hub, by the engine: the words that are typed go there. */
async function search(live: LiveEngine): Promise<void> {
  const term = await askForText({
    title: l10n.t('Search for an image'),
    prompt: l10n.t('Words to search Docker Hub for; the engine asks there.'),
    suits: (text) => text !== '',
    wrong: l10n.t('Type at least one word.'),
  });
  const engine = await live.engine();
  const found = await withCancel(l10n.t('Searching for {0}', term), () => engine.search(term));
  if (found.length === 0) throw new Failure(l10n.t('Docker Hub knows nothing by {0}.', term));
  const name = await askForOne(
    l10n.t('Image to pull'),
    found.map((image) => ({
      label: image.name,
      description: [image.official ? l10n.t('official') : '', `★ ${image.stars}`]
        .filter((part) => part !== '')
        .join(' · '),
      detail: image.description.slice(0, 200),
      value: image.name,
    })),
  );
  await pullOne(live, `${name}:latest`);
}

async function save(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(live, args, imagePicks(l10n.t('Images to save')));
  const ids = new Set(refs.map(({ id }) => id));
  const images = (await live.items('image')).filter(({ id }) => ids.has(id));
  // By their tags, so that loading brings these back too.
  const references = images.flatMap((image) => (image.tags.length > 0 ? image.tags : [image.id]));
  const [first = 'images'] = references;
  const target = await askWhereToSave(`${first.replace(/^sha256:/, '')}.tar`, l10n.t('Save images to a file'));
  const engine = await live.engine();
  await saveStream(target, l10n.t('Saving {0}', references.join(', ')), (signal) => engine.save(references, signal));
  tellSaved(target);
}

const archives = { tar: ['tar', 'gz', 'tgz', 'xz', 'bz2', 'zst'] };

async function load(live: LiveEngine): Promise<void> {
  const file = await askForFile(l10n.t('File of images to load, as “Save” writes it'), archives);
  const engine = await live.engine();
  const words = await withCancel(l10n.t('Loading {0}', file.fsPath), (signal) =>
    lastWords(engine.load(readStream(file), signal)),
  );
  void window.showInformationMessage(words === '' ? l10n.t('{0} was loaded.', file.fsPath) : noticeOf(words));
}

async function importFiles(live: LiveEngine): Promise<void> {
  const file = await askForFile(l10n.t('Tar of files to make an image of, as “Export” writes it'), archives);
  const reference = await askForText({
    title: l10n.t('Import {0}', file.fsPath),
    prompt: l10n.t('Tag of the image'),
    suits: isTag,
    wrong: l10n.t('This is no valid tag. Valid are, for example, app:1.2 and registry.example.com/team/app:latest.'),
  });
  const engine: Engine = await live.engine();
  await withCancel(l10n.t('Importing {0}', file.fsPath), (signal) =>
    lastWords(engine.importFiles(readStream(file), reference, signal)),
  );
  void window.showInformationMessage(l10n.t('{0} was made of {1}.', reference, file.fsPath));
}

/** What the engine said last, on one line. */
async function lastWords(messages: AsyncIterable<unknown>): Promise<string> {
  let last = '';
  for await (const message of messages) {
    const stream = typeof message === 'object' && message !== null && 'stream' in message ? message.stream : undefined;
    if (typeof stream === 'string' && stream.trim() !== '') last = stream.trim();
  }
  return last;
}
