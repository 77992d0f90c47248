import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { isSecretName } from '../lint/secretNames.ts';

export const dl3064: DockerfileRule<'file'> = {
  id: 'DL3064',
  aliases: [],
  severity: 'warning',
  profile: 'strict',
  category: 'security',
  summary: 'Names and keys of accounts do not go through ARG or ENV.',
  why:
    'SecretsUsedInArgOrEnv, the check of the builder, knows names of secrets in stages. This rule looks at more: the ' +
    'ARG before the first FROM, what stands behind ONBUILD, and names of accounts and services that build servers use. ' +
    'Everyone who can pull the image reads them with `docker history`. Use `RUN --mount=type=secret`.',
  examples: [
    { bad: 'ARG «NPM_TOKEN»\nFROM alpine:3.22\nARG «DB_USERNAME» PORT\nENV «HEROKU_API_USER»=x «myApiKey»=y\n' },
    { bad: 'FROM alpine:3.22\nONBUILD ARG «PRIVATE_TOKEN»\nONBUILD ENV «CI_DEPLOY_USER»=me\n' },
    // These are told of by SecretsUsedInArgOrEnv.
    { good: 'ARG TAG=3.22\nFROM alpine:$TAG\nARG NPM_TOKEN\nENV USER=app KEYBOARD=de OS_NAME=linux\n' },
  ],
  nodes: ['file'],
  check({ globals, stages }: DockerfileModel) {
    return [
      ...globals.flatMap((instruction) => findingsIn(instruction, isSensitive)),
      ...stages.flatMap(({ instructions }) =>
        instructions.flatMap((instruction) =>
          instruction.kind === 'onbuild' && instruction.trigger
            ? findingsIn(instruction.trigger, isSensitive)
            : findingsIn(instruction, (name) => isSensitive(name) && !isSecretName(name)),
        ),
      ),
    ];
  },
};

function findingsIn(instruction: Instruction, isMeant: (name: string) => boolean): readonly Finding[] {
  if (instruction.kind !== 'arg' && instruction.kind !== 'env') return [];
  return instruction.pairs
    .filter(({ name }) => isMeant(name.text))
    .map(({ name }) => ({
      span: name.span,
      message: message(
        '{0} may be nothing for everyone to read, and {1} leaves its value in the image.',
        name.text,
        instruction.kind.toUpperCase(),
      ),
    }));
}

function isSensitive(name: string): boolean {
  return sensitive.test(name) || accounts.test(name) || isSecretName(name);
}

const sensitive = /api_?key|client_?key|access_?key|application_key|password|private|secret|token|user_?name/i;

/** What Docker Hub, Heroku, Okta and other services call the variables of an account. */
const accounts =
  /^(?:ci_deploy_user|docker_email|facebook_app_id|heroku_api_user|okta_(?:authn_groupid|client_orgurl|oauth2_clientid)|stripe_device_name|travis_(?:os_name|secure_env_vars|sudo))$/i;
