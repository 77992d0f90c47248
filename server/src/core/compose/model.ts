import { projectOf } from './project.ts';
import type { Project } from './project.ts';
import type { YamlFile } from './yaml/yamlFile.ts';
import { reparseYaml } from './yaml/reparse.ts';

/** A parsed Compose file: all that the features read. */
export interface ComposeModel {
  readonly text: string;
  readonly yaml: YamlFile;
  readonly project: Project;
}

/**
 * Parses a Compose file. Any text has a model; what is wrong with it is said by `diagnose`. What is still there of an
 * earlier model is taken over: that one is not to be used any more.
 */
export function parseCompose(text: string, earlier?: ComposeModel): ComposeModel {
  const yaml = reparseYaml(text, earlier?.yaml);
  return { text, yaml, project: projectOf(yaml) };
}
