import type { Word } from '../../shell/ast.ts';
import { argumentsIn } from '../../shell/invocations.ts';
import type { Span } from '../../text/span.ts';
import type { RunCommand } from './runCommands.ts';

/** A program that installs packages, and how its arguments look. */
export interface PackageManager {
  /** The name of the program, without its folder. */
  readonly program: RegExp;
  /** The module of Python that is the same program. */
  readonly module?: string;
  /** The words that install something. */
  readonly verbs: readonly string[];
  /** Whether one of them must be the first word that is no option; other words may stand before it otherwise. */
  readonly verbIsFirst?: true;
  /** Options whose value is the next argument, without dashes. */
  readonly withValue: readonly string[];
  /** Whether one dash begins a long option, as the programs of Go have it. */
  readonly longOptions?: true;
}

const words = (text: string): readonly string[] => text.split(' ');

/** Debian's. Source: apt-get(8). */
export const apt: PackageManager = {
  program: /^apt(?:-get)?$/,
  verbs: ['install'],
  withValue: words('t target-release default-release o option c config-file a host-architecture P build-profiles'),
};

/** The same by the name that scripts use. */
export const aptGet: PackageManager = { ...apt, program: /^apt-get$/ };

/** Alpine's. Source: apk(8), apk-add(8). */
export const apk: PackageManager = {
  program: /^apk$/,
  verbs: ['add'],
  withValue: words(
    't virtual X repository p root arch cache-dir cache-max-age keys-dir progress-fd repositories-file timeout wait',
  ),
};

const rpmOptions = words(
  'c config d debuglevel e errorlevel x exclude excludepkgs R randomwait disablerepo enablerepo repo repoid ' +
    'releasever installroot setopt disableplugin enableplugin color comment forcearch advisory bz cve sec-severity rpmverbosity',
);

/** Of CentOS 7 and older. Source: yum(8). */
export const yum: PackageManager = { program: /^yum$/, verbs: ['install'], withValue: rpmOptions };

/** Fedora's and its children's. Source: dnf(8), microdnf(8). */
export const dnf: PackageManager = { program: /^(?:micro)?dnf5?$/, verbs: ['install'], withValue: rpmOptions };

/** SUSE's. Source: zypper(8). */
export const zypper: PackageManager = {
  program: /^zypper$/,
  verbs: ['install', 'in'],
  withValue: words('r repo from t type R root installroot D reposd-dir C cache-dir c config p plus-repo'),
};

/** Python's. Source: `pip install --help`. */
export const pip: PackageManager = {
  program: /^pip[\d.]*$/,
  module: 'pip',
  verbs: ['install'],
  withValue: words(
    'abi b build C config-settings c constraint cache-dir cert client-cert e editable exists-action extra-index-url ' +
      'f find-links global-option i index-url implementation install-option log no-binary only-binary platform prefix ' +
      'progress-bar proxy python python-version r requirement report retries root src t target timeout trusted-host ' +
      'upgrade-strategy use-feature use-deprecated group',
  ),
};

/** Source: npm-install(1). */
export const npm: PackageManager = {
  program: /^npm$/,
  verbs: ['install', 'i', 'add'],
  verbIsFirst: true,
  withValue: words('C cache include loglevel omit prefix registry save-prefix tag userconfig w workspace'),
};

/** Source: yarn(1). */
export const yarn: PackageManager = {
  program: /^yarn(?:pkg)?$/,
  verbs: ['install', 'add'],
  verbIsFirst: true,
  withValue: words('cache-folder cwd modules-folder mutex network-timeout registry'),
};

/** Ruby's. `use-system-libraries` belongs to nokogiri, whose builds are told that way. Source: `gem help install`. */
export const gem: PackageManager = {
  program: /^gem$/,
  verbs: ['install', 'i'],
  withValue: words(
    'B bulk-threshold P build-root bindir config-file document file g http-proxy i install-dir n p platform ' +
      's source target-rbconfig trust-policy v version without use-system-libraries',
  ),
};

/** Source: `go help build`. */
export const go: PackageManager = {
  program: /^go$/,
  verbs: ['install', 'get', 'run'],
  verbIsFirst: true,
  withValue: words(
    'C asmflags buildmode compiler covermode coverpkg exec gccgoflags gcflags installsuffix ldflags mod modfile o ' +
      'overlay p pgo pkgdir tags toolexec',
  ),
  longOptions: true,
};

/** A command that installs packages. */
export interface Installation {
  readonly command: RunCommand;
  readonly verb: Word;
  /** The word before the verb, such as `module`. */
  readonly before: string | undefined;
  readonly packages: readonly Word[];
}

/** The installations by one package manager, in the order of the text; with other verbs than its own, what these do. */
export function installationsBy(
  manager: PackageManager,
  commands: readonly RunCommand[],
  verbs: readonly string[] = manager.verbs,
): readonly Installation[] {
  return commands.flatMap((command) => {
    const args = argumentsFor(manager, command);
    if (!args) return [];
    const { operands } = argumentsIn(args, manager);
    const at = operands.findIndex(({ text }) => verbs.includes(text));
    const verb = operands[at];
    if (!verb || (manager.verbIsFirst && at > 0)) return [];
    return [{ command, verb, before: operands[at - 1]?.text, packages: operands.slice(at + 1) }];
  });
}

function argumentsFor({ program, module }: PackageManager, { name, args }: RunCommand): readonly Word[] | undefined {
  const base = programOf(name);
  if (program.test(base)) return args;
  if (module === undefined || !/^python[\d.]*$/.test(base)) return undefined;
  const at = args.findIndex(({ text }) => text === '-m');
  return at >= 0 && args[at + 1]?.text === module ? args.slice(at + 2) : undefined;
}

/** The name of a program without its folder. */
export function programOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The place of an installation: from the program to the verb. */
export function spanOfInstallation({ command: { nameWord, script }, verb }: Installation): Span {
  return script.spanOf({ start: nameWord.start, end: verb.end });
}
