import type { ProjectFiles } from './files.ts';
import type { Problems } from './problems.ts';
import type { MapValue } from './value.ts';

export interface Checked {
  readonly config: MapValue;
  readonly active: ReadonlySet<string>;
  readonly files: ProjectFiles;
}

export function checkConsistency(_checked: Checked, _problems: Problems): void {}
