import type { Visit } from '../lint/runRules.ts';
import type { Rule } from '../lint/rule.ts';
import type { ComposeModel } from './model.ts';
import type { Service } from './project.ts';
import type { YamlDocument } from './yaml/yamlFile.ts';

/** The kinds of nodes that rules can ask for. */
export interface ComposeNodes {
  /** Each document of the file. */
  readonly document: YamlDocument;
  /** Each service, with aliases, merge keys and earlier documents followed. */
  readonly service: Service;
}

export type ComposeRule<Kind extends keyof ComposeNodes = keyof ComposeNodes> = Rule<ComposeModel, ComposeNodes, Kind>;

/** Visits what rules can ask for, each once, in the order of the text. */
export function* walk({ yaml, project }: ComposeModel): Iterable<Visit<ComposeNodes>> {
  for (const node of yaml.documents) yield { kind: 'document', node };
  for (const node of project.services.values()) yield { kind: 'service', node };
}
