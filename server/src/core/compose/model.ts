import { projectOf } from './project.ts';
import type { Project } from './project.ts';
import { parseYaml } from './yaml/parse.ts';
import type { YamlFile } from './yaml/parse.ts';

/** A parsed Compose file: all that the features read. */
export interface ComposeModel {
  readonly text: string;
  readonly yaml: YamlFile;
  readonly project: Project;
}

/** Parses a Compose file. Any text has a model; what is wrong with it is said by `diagnose`. */
export function parseCompose(text: string): ComposeModel {
  const yaml = parseYaml(text);
  return { text, yaml, project: projectOf(yaml) };
}
