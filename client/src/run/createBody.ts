import type { ContainerPlan } from '../engine/createCalls.ts';
import { Body } from './body.ts';
import { flagNames, type FlagName } from './flags.ts';
import { writeNetworks } from './networks.ts';
import { isOn, type RunOptions, valuesOf } from './options.ts';
import { writers } from './writers.ts';

/** A value that its flag cannot have. */
export class BadValue extends Error {
  readonly flag: FlagName;
  readonly value: string;

  constructor(flag: FlagName, value: string) {
    super(`--${flag}: ${value}`);
    this.flag = flag;
    this.value = value;
  }
}

/**
 * What the options ask of the engine. Files, folders and variables of this machine are to be in them already
 * (prepare.ts). Throws a BadValue. Source: docker/cli, cli/command/container/opts.go (parse).
 */
export function containerPlan(options: RunOptions): ContainerPlan {
  const [bad] = badValues(options);
  if (bad) throw bad;
  const body = new Body();
  body.set('Image', options.image);
  if (options.command.length > 0) body.set('Cmd', options.command);
  for (const name of flagNames) {
    const values = valuesOf(options, name);
    if (values.length > 0) writers[name]?.(body, values);
  }
  writeNetworks(body, options);
  if (isOn(options, 'interactive') && !isOn(options, 'detach')) {
    // It ends with who sits before it.
    for (const field of ['AttachStdin', 'StdinOnce']) body.set(field, true);
  }
  return {
    body: body.root,
    name: valuesOf(options, 'name').at(-1) ?? '',
    platform: valuesOf(options, 'platform').at(-1) ?? '',
  };
}

/** The values that their flags cannot have. */
export function badValues(options: RunOptions): readonly BadValue[] {
  return flagNames.flatMap((name) =>
    valuesOf(options, name)
      .filter((value) => !suits(name, value))
      .map((value) => new BadValue(name, value)),
  );
}

/** Whether a flag can have a value. */
export function suits(name: FlagName, value: string): boolean {
  return writers[name]?.(new Body(), [value]) !== false;
}
