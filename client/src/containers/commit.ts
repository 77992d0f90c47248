import { l10n, window } from 'vscode';
import type { CommitOptions } from '../engine/containerCalls.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { isTag, repositoryOf, tagOf } from '../engine/references.ts';
import { askForText, type Asked } from '../ui/ask.ts';
import { chosenOne } from '../ui/chosen.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { withCancel } from '../ui/files.ts';
import { check, type Field, field, fillForm, textField, withIcon } from '../ui/form.ts';

interface Commit extends Pick<CommitOptions, 'comment' | 'author' | 'running'> {
  readonly reference: string;
}

/** Makes an image of a container as it is now, as `docker commit` does. */
export async function commit(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Container to make an image of'),
      nothing: l10n.t('There are no containers.'),
    }),
  );
  const title = l10n.t('Make an image of {0}', ref.name);
  const first: Commit = { reference: await askForText({ title, ...tagQuestion('') }) };
  const { reference, ...rest } = await fillForm(first, {
    title: () => title,
    placeHolder: l10n.t('Enter makes the image; choose a line to change it first'),
    fields: fieldsOf,
  });
  const engine = await live.engine();
  await withCancel(l10n.t('Making an image of {0}', ref.name), () =>
    engine.commit(ref.id, { repository: repositoryOf(reference), tag: tagOf(reference), ...rest }),
  );
  void window.showInformationMessage(l10n.t('{0} was made of {1}.', reference, ref.name));
}

function fieldsOf(options: Commit): readonly Field<Commit>[] {
  const { reference, comment = '', author = '', running = false } = options;
  return [
    withIcon(
      'play',
      field<Commit>(l10n.t('Make the image'), reference, async () => 'done'),
    ),
    textField(l10n.t('Tag'), tagQuestion(reference), (text) => ({ ...options, reference: text })),
    textField(
      l10n.t('Message'),
      { prompt: l10n.t('What was changed; the history of the image shows it.'), value: comment },
      (text) => ({ ...options, comment: text }),
    ),
    textField(
      l10n.t('Author'),
      { prompt: l10n.t('Who made it, for example Ann <ann@example.com>'), value: author },
      (text) => ({ ...options, author: text }),
    ),
    check(l10n.t('Let it run on meanwhile; what it is writing may be taken half'), running, {
      ...options,
      running: !running,
    }),
  ];
}

function tagQuestion(value: string): Omit<Asked, 'title'> {
  return {
    prompt: l10n.t(
      'Tag of the image. What is in volumes is not part of it, and a running container is paused meanwhile.',
    ),
    value,
    suits: isTag,
    wrong: l10n.t('This is no valid tag. Valid are, for example, app:1.2 and registry.example.com/team/app:latest.'),
  };
}
