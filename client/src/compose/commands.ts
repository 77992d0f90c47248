import type { CommandTable } from '../commands.ts';
import { composeLabels } from '../engine/composeLabels.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { portUrl, webPorts } from '../engine/ports.ts';
import { askForOne } from '../ui/ask.ts';
import { confirm } from '../ui/confirm.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { requireTrust } from '../ui/trust.ts';
import { splitWords } from '../ui/commandWords.ts';
import { composeArguments, type ComposeVerb, scaleArguments, upArguments } from './composeCli.ts';
import { faultIn } from './faults.ts';
import type { AskServer } from './preview.ts';
import type { UpProblems } from './problems.ts';
import { type ComposeRun, failureOf, runCompose } from './runCompose.ts';
import { type ComposeTarget, targetOf } from './target.ts';
import { askUp, servicesOf } from './upForm.ts';
import { basename } from 'node:path';
import { commands, l10n, Uri, window } from 'vscode';

/** What commands on projects need besides the engine. */
export interface Composing {
  readonly ask: AskServer;
  readonly problems: UpProblems;
  /** Told when the window is closed. */
  readonly closing: AbortSignal;
}

/** What `docker compose` does with the project of a Compose file, or with one of the explorer. */
export function composeCommands(live: LiveEngine, composing: Composing): CommandTable {
  const project = new Project(live, composing);
  const simple =
    (verb: ComposeVerb) =>
    async (...args: readonly unknown[]) =>
      project.run(await project.target(args), verb, namesOf(args[1]));
  return {
    'slipway.compose.up': simple('up'),
    'slipway.compose.upAttached': simple('up-attached'),
    'slipway.compose.upBuild': simple('up-build'),
    'slipway.compose.upWith': (...args) => project.upWith(args),
    'slipway.compose.recreate': simple('recreate'),
    'slipway.compose.build': simple('build'),
    'slipway.compose.pull': simple('pull'),
    'slipway.compose.push': simple('push'),
    'slipway.compose.start': simple('start'),
    'slipway.compose.stop': simple('stop'),
    'slipway.compose.restart': simple('restart'),
    'slipway.compose.pause': simple('pause'),
    'slipway.compose.unpause': simple('unpause'),
    'slipway.compose.logs': simple('logs'),
    'slipway.compose.watch': simple('watch'),
    'slipway.compose.ps': simple('ps'),
    'slipway.compose.top': simple('top'),
    'slipway.compose.images': simple('images'),
    'slipway.compose.config': simple('config'),
    'slipway.compose.version': simple('version'),
    'slipway.compose.scale': (...args) => project.scale(args),
    'slipway.compose.run': (...args) => project.runService(args, 'run'),
    'slipway.compose.exec': (...args) => project.runService(args, 'exec'),
    'slipway.compose.port': (...args) => project.ports(args),
    'slipway.compose.kill': (...args) => project.end(args, 'kill'),
    'slipway.compose.remove': (...args) => project.end(args, 'rm'),
    'slipway.compose.down': (...args) => project.down(args, 'down'),
    'slipway.compose.downVolumes': (...args) => project.down(args, 'down-volumes'),
    'slipway.compose.downImages': (...args) => project.down(args, 'down-images'),
    'slipway.compose.downAll': (...args) => project.down(args, 'down-all'),
  };
}

/** A code lens hands over the name of its service. */
function namesOf(service: unknown): readonly string[] {
  return typeof service === 'string' ? [service] : [];
}

/** Verbs that start containers: what they say when they fail is shown in the file. */
const starting: ReadonlySet<ComposeVerb> = new Set(['recreate', 'restart', 'start', 'up', 'up-build']);

/** Verbs that go on until they are stopped. */
const goingOn: ReadonlySet<ComposeVerb> = new Set(['logs', 'up-attached', 'watch']);

type Args = readonly unknown[];

class Project {
  readonly #live: LiveEngine;
  readonly #composing: Composing;

  constructor(live: LiveEngine, composing: Composing) {
    this.#live = live;
    this.#composing = composing;
  }

  /** The project that is meant, in a workspace that is trusted: Compose runs what its files say. */
  target(args: Args): Promise<ComposeTarget> {
    requireTrust();
    return targetOf(this.#live, args);
  }

  run(target: ComposeTarget, verb: ComposeVerb, services: readonly string[]): Promise<void> {
    return this.#execute(target, {
      title: ['compose', ...verb.split('-'), ...services].join(' '),
      argv: composeArguments(target.args, verb, services),
      isRead: starting.has(verb),
      goesOn: goingOn.has(verb),
    });
  }

  async #execute(target: ComposeTarget, run: ComposeRun): Promise<void> {
    const { problems, closing } = this.#composing;
    if (run.isRead === true) problems.clear(target.files);
    const { code, output } = await runCompose(this.#live, target, { ...run, closing });
    if (code === 0) return;
    const fault = run.isRead === true ? faultIn(output) : undefined;
    if (fault) await problems.show(target.files, fault, await this.#live.items('container').catch(() => []));
    throw failureOf(run.title, code);
  }

  async upWith(args: Args): Promise<void> {
    const target = await this.target(args);
    const [file] = target.files;
    if (!file) return;
    const choice = await askUp(file, this.#composing.ask);
    const isDetached = choice.flags.some((flag) => flag === '--detach' || flag === '--wait');
    await this.#execute(target, {
      title: ['compose up', ...choice.services].join(' '),
      argv: upArguments(target.args, basename(file.fsPath), choice),
      isRead: isDetached,
      goesOn: !isDetached,
    });
  }

  async scale(args: Args): Promise<void> {
    const target = await this.target(args);
    const service = await this.#service(target, args[1]);
    const now = target.containers.filter(({ labels }) => labels[composeLabels.service] === service).length;
    const count = await window.showInputBox({
      prompt: l10n.t('How many containers of {0}?', service),
      value: String(now),
      validateInput: (text) => (/^\d{1,4}$/.test(text) ? undefined : l10n.t('A whole number, 0 or more.')),
    });
    if (count === undefined) throw new Cancelled();
    await this.#execute(target, {
      title: `compose scale ${service}=${count}`,
      argv: scaleArguments(target.args, service, Number(count)),
      isRead: true,
    });
  }

  /** Runs a command in a new container of a service, or in one that is there. */
  async runService(args: Args, verb: 'run' | 'exec'): Promise<void> {
    const target = await this.target(args);
    const service = await this.#service(target, args[1]);
    const line = await window.showInputBox({
      prompt:
        verb === 'run'
          ? l10n.t('The command in a new container of {0}; empty for its own', service)
          : l10n.t('The command in {0}', service),
      value: verb === 'run' ? '' : 'sh',
      validateInput: (text) => (splitWords(text) ? undefined : l10n.t('A quote is not closed.')),
    });
    if (line === undefined) throw new Cancelled();
    const words = splitWords(line) ?? [];
    await this.#execute(target, {
      title: ['compose', verb, service, ...words].join(' '),
      argv: [...composeArguments(target.args, verb, [service]), ...words],
      goesOn: true,
    });
  }

  /** The published ports of a project; the chosen one is opened in a browser. */
  async ports(args: Args): Promise<void> {
    const target = await this.target(args);
    const items = target.containers.flatMap((container) =>
      webPorts(container).map((port) => ({
        label: `${port.hostPort ?? ''} → ${port.containerPort}/${port.protocol}`,
        description: container.name,
        url: portUrl(port, this.#live.publishedHost),
      })),
    );
    if (items.length === 0) throw new Failure(l10n.t('{0} publishes no ports now.', target.name));
    const unique = [...new Map(items.map((item) => [item.url, item])).values()];
    const chosen = await window.showQuickPick(unique, { placeHolder: l10n.t('Open a published port in the browser') });
    if (!chosen) throw new Cancelled();
    await commands.executeCommand('vscode.open', Uri.parse(chosen.url));
  }

  /** Ends or removes the containers of a project. */
  async end(args: Args, verb: 'kill' | 'rm'): Promise<void> {
    const target = await this.target(args);
    const names = target.containers.map(({ name }) => `• ${name}`).slice(0, 15);
    await confirm(
      verb === 'kill'
        ? {
            message: l10n.t('Kill the containers of {0}?', target.name),
            detail: [l10n.t('They end at once, and cannot save what they are doing:'), ...names].join('\n'),
            action: l10n.t('Kill'),
          }
        : {
            message: l10n.t('Stop and remove the containers of {0}?', target.name),
            detail: [l10n.t('What they wrote outside of volumes is lost. Networks and volumes stay:'), ...names].join(
              '\n',
            ),
            action: l10n.t('Remove'),
          },
    );
    await this.run(target, verb, namesOf(args[1]));
  }

  async down(args: Args, verb: DownVerb): Promise<void> {
    const target = await this.target(args);
    const volumes = (await this.#live.items('volume')).filter(
      ({ labels }) => labels[composeLabels.project] === target.name,
    );
    const names = target.containers.map(({ name }) => `• ${name}`);
    const losesVolumes = verb === 'down-volumes' || verb === 'down-all';
    await confirm({
      message: l10n.t('Stop and remove the containers of {0}?', target.name),
      detail: [
        l10n.t('These containers and the networks of the project are removed:'),
        ...names.slice(0, 15),
        ...(losesVolumes
          ? [l10n.t('All data in these volumes is lost, and in those without a name:')]
          : [l10n.t('Volumes stay.')]),
        ...(losesVolumes ? volumes.map(({ name }) => `• ${name}`).slice(0, 15) : []),
        ...imageWords(verb),
      ].join('\n'),
      action: downActions()[verb],
    });
    this.#composing.problems.clear(target.files);
    await this.run(target, verb, []);
  }

  /** The service that was clicked, else the one that is chosen. */
  async #service(target: ComposeTarget, given: unknown): Promise<string> {
    if (typeof given === 'string') return given;
    const declared = await Promise.all(target.files.map((file) => servicesOf(file, this.#composing.ask)));
    const running = target.containers.flatMap(({ labels }) => labels[composeLabels.service] ?? []);
    const all = [...new Set([...declared.flatMap(({ services }) => services), ...running])];
    if (all.length === 0) throw new Failure(l10n.t('{0} has no services.', target.name));
    return askForOne(
      l10n.t('Choose a service of {0}', target.name),
      all.map((name) => ({ label: name, value: name })),
    );
  }
}

type DownVerb = 'down' | 'down-volumes' | 'down-images' | 'down-all';

function imageWords(verb: DownVerb): readonly string[] {
  if (verb === 'down-images') return [l10n.t('Images that were built here and have no tag of their own are removed.')];
  return verb === 'down-all'
    ? [l10n.t('All images of its services are removed: they must be pulled or built again.')]
    : [];
}

function downActions(): Readonly<Record<DownVerb, string>> {
  return {
    down: l10n.t('Down'),
    'down-volumes': l10n.t('Down, With Volumes'),
    'down-images': l10n.t('Down, With Images'),
    'down-all': l10n.t('Down, With All'),
  };
}
