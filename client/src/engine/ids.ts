import type { Kind } from './resources.ts';
import { EngineError } from './errors.ts';

const patterns: Readonly<Record<Kind, RegExp>> = {
  container: /^[a-f0-9]{12,64}$/,
  image: /^(?:sha256:[a-f0-9]{64}|[a-z0-9][\w.:/@-]*)$/i,
  volume: /^[a-zA-Z0-9][\w.-]*$/,
  network: /^[a-zA-Z0-9]+$/,
};

/** The id as a part of a request's path. Throws an EngineError where no engine could have given it: it is not sent. */
export function pathId(kind: Kind, id: string): string {
  if (!isValidId(kind, id)) throw new EngineError('invalid-id', id);
  return id.split('/').map(encodeURIComponent).join('/');
}

export function isValidId(kind: Kind, id: string): boolean {
  return id.length <= 512 && patterns[kind].test(id) && !id.split('/').includes('..');
}
