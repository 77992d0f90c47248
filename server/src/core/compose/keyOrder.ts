/** Keys of a service in the order in which people look for them: what it is, what it needs, how it runs. */
const serviceKeys: readonly string[] = [
  'extends',
  'image',
  'build',
  'provider',
  'pull_policy',
  'platform',
  'container_name',
  'profiles',
  'depends_on',
  'volumes',
  'volumes_from',
  'tmpfs',
  'configs',
  'secrets',
  'environment',
  'env_file',
  'ports',
  'expose',
  'networks',
  'network_mode',
  'extra_hosts',
  'command',
  'entrypoint',
  'working_dir',
  'init',
  'restart',
  'stop_grace_period',
  'healthcheck',
  'logging',
  'labels',
  'user',
  'cap_add',
  'cap_drop',
  'security_opt',
  'isolation',
  'deploy',
  'develop',
];

/** Keys of the top level, as files are mostly written. */
const topKeys: readonly string[] = [
  'version',
  'name',
  'include',
  'services',
  'networks',
  'volumes',
  'secrets',
  'configs',
  'models',
];

/** Compares keys of a service. Those without a place of their own stay where they are, behind the others. */
export const byServiceKey = comparison(serviceKeys, serviceKeys.length);

/** Compares keys of the top level: fragments come first, since others repeat them. */
export const byTopKey = comparison(topKeys, -1);

function comparison(keys: readonly string[], otherRank: number): (a: string, b: string) => number {
  const ranks = new Map(keys.map((key, index) => [key, index]));
  const rank = (key: string): number => (key === '<<' ? -2 : (ranks.get(key) ?? otherRank));
  return (a, b) => rank(a) - rank(b);
}
