import { l10n } from 'vscode';
import type { ContainerInfo, LiveEngine } from '../engine/engine.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { field, separator, withIcon } from '../ui/form.ts';
import type { RunField, RunScene } from './formScene.ts';
import { publishFlags } from './begin.ts';
import { type RunOptions, turned, isOn, valuesOf, withValues } from './options.ts';
import { programOn } from './portHolders.ts';
import { choosePorts, type HostPorts, isFreeHere, takenPorts } from './ports.ts';
import { publishedPorts } from './values.ts';

/** What of the ports of the engine's machine can be told from here. */
export async function hostPorts(live: LiveEngine): Promise<HostPorts> {
  const taken = takenPorts(await live.items('container'));
  return { taken, isFree: async (port) => live.publishedHost !== 'localhost' || isFreeHere(port) };
}

/** The published ports, each with who stands in its way, and one line for more. */
export async function portFields(options: RunOptions, { live, exposed }: RunScene): Promise<readonly RunField[]> {
  const containers = await live.items('container');
  const values = valuesOf(options, 'publish');
  const rows = await Promise.all(
    values.map(async (value, index): Promise<RunField> => {
      const holder = await conflictOf(value, containers, live);
      const warning = holder === undefined ? '' : `$(warning) ${holder}`;
      return {
        ...field(l10n.t('Port {0}', portText(value)), warning, async () =>
          withValues(options, 'publish', values.toSpliced(index, 1, ...(await askPort(value, live)))),
        ),
      };
    }),
  );
  const inner = new Set(values.flatMap((value) => publishedPorts(value) ?? []).map(({ port }) => port));
  const open = isOn(options, 'publish-all') ? [] : exposed.filter((port) => !inner.has(port));
  const proposals = publishFlags(await choosePorts(open, await hostPorts(live)));
  return [
    separator(l10n.t('Ports')),
    ...rows,
    ...proposals.map((value) =>
      withIcon(
        'add',
        field(l10n.t('Publish port {0}', portText(value)), l10n.t('the image exposes it'), async () =>
          withValues(options, 'publish', [...values, value]),
        ),
      ),
    ),
    withIcon(
      'add',
      field(l10n.t('Publish another port…'), '', async () =>
        withValues(
          options,
          'publish',
          [...values, await askPublish('')].filter((value) => value !== ''),
        ),
      ),
    ),
    ...(isOn(options, 'publish-all')
      ? [
          withIcon(
            'check',
            field(l10n.t('All exposed ports'), l10n.t('on'), async () => turned(options, 'publish-all')),
          ),
        ]
      : []),
  ];
}

function portText(value: string): string {
  const [outer, inner] = /^(.*):([^:]+)$/.exec(value)?.slice(1) ?? [];
  return inner === undefined ? value : `${outer || '…'} → ${inner}`;
}

/** Changes a port; none of it takes it away. */
async function askPort(value: string, live: LiveEngine): Promise<readonly string[]> {
  const [first] = publishedPorts(value) ?? [];
  const free = first ? publishFlags(await choosePorts([first.port], await hostPorts(live))) : [];
  const answer = await askForOne(l10n.t('Port {0}', portText(value)), [
    ...free
      .filter((proposal) => proposal !== value)
      .map((proposal) => ({
        label: l10n.t('Publish it as {0}', portText(proposal)),
        description: l10n.t('free'),
        value: [proposal],
      })),
    { label: l10n.t('Change…'), value: undefined },
    { label: l10n.t('Do not publish it'), value: [] },
  ]);
  return answer ?? [await askPublish(value)].filter((text) => text !== '');
}

function askPublish(value: string): Promise<string> {
  return askForText({
    title: l10n.t('Publish a port'),
    prompt: l10n.t('Port of this machine and port in the container, such as 8080:80 or 127.0.0.1:5432:5432.'),
    value,
    suits: (text) => text === '' || publishedPorts(text) !== undefined,
    wrong: l10n.t('A port is written as 8080:80, with an address before and /udp behind it where that is wanted.'),
  });
}

/** Who has the port of the host already, for people. */
async function conflictOf(
  value: string,
  containers: readonly ContainerInfo[],
  live: LiveEngine,
): Promise<string | undefined> {
  for (const { hostPort } of publishedPorts(value) ?? []) {
    const port = Number(hostPort);
    if (!(port > 0)) continue;
    const holder = containers.find((container) => container.ports.some((other) => other.hostPort === port));
    if (holder) return l10n.t('{0} is in use by the container {1}', port, holder.name);
    if (live.publishedHost !== 'localhost' || (await isFreeHere(port))) continue;
    const program = await programOn(port);
    return program === undefined
      ? l10n.t('{0} is in use by another program', port)
      : l10n.t('{0} is in use by the program {1}', port, program);
  }
  return undefined;
}
