import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { DirectiveName } from './parse/ast.ts';

/** A parser directive: a comment at the very top of the file that changes how it is read. */
export interface DirectiveSpec {
  readonly name: DirectiveName;
  readonly summary: Message;
  readonly example: string;
  readonly snippet: string;
  readonly href: string;
}

/** All parser directives of BuildKit's directives.go. */
export const directiveSpecs: readonly DirectiveSpec[] = [
  {
    name: 'syntax',
    summary: message(
      'The image that holds the Dockerfile frontend to build with. With `docker/dockerfile:1` even an older builder knows the newest instructions and flags.',
    ),
    example: '# syntax=docker/dockerfile:1',
    snippet: 'syntax=docker/dockerfile:${1:1}',
    href: 'https://docs.docker.com/reference/dockerfile/#syntax',
  },
  {
    name: 'escape',
    summary: message(
      'The character that escapes others and continues a line: a backslash, or a backtick where backslashes part the paths of Windows.',
    ),
    example: '# escape=`',
    snippet: 'escape=${1|`,\\\\|}',
    href: 'https://docs.docker.com/reference/dockerfile/#escape',
  },
  {
    name: 'check',
    summary: message(
      'Settings of the checks of `docker build`: `skip` lists checks to leave out, or `all`; `error=true` makes the build fail on a warning.',
    ),
    example: '# check=skip=JSONArgsRecommended;error=true',
    snippet: 'check=${1|skip=,error=true|}$0',
    href: 'https://docs.docker.com/reference/dockerfile/#check',
  },
];

/** The checks of BuildKit's linter/ruleset.go, which `# check=skip=…` can turn off. */
export const checkNames: readonly string[] = [
  'all',
  'ConsistentInstructionCasing',
  'CopyIgnoredFile',
  'DuplicateStageName',
  'ExposeInvalidFormat',
  'ExposeProtoCasing',
  'FromAsCasing',
  'FromPlatformFlagConstDisallowed',
  'InvalidBaseImagePlatform',
  'InvalidDefaultArgInFrom',
  'InvalidDefinitionDescription',
  'JSONArgsRecommended',
  'LegacyKeyValueFormat',
  'MaintainerDeprecated',
  'MultipleInstructionsDisallowed',
  'NoEmptyContinuation',
  'RedundantTargetPlatform',
  'ReservedStageName',
  'SecretsUsedInArgOrEnv',
  'StageNameCasing',
  'UndefinedArgInFrom',
  'UndefinedVar',
  'WorkdirRelativePath',
];

/** The checks that only `experimental=…` turns on. */
export const experimentalChecks: readonly string[] = ['InvalidDefinitionDescription'];
