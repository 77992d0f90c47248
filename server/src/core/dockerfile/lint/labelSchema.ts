import type { RuleInfo } from '../../lint/rule.ts';
import type { LabelType } from '../../lint/ruleSettings.ts';
import type { Finding } from '../../lint/rule.ts';
import type { Message } from '../../text/message.ts';
import { literal } from './literals.ts';
import type { DockerfileRule } from './rule.ts';

/** A rule about the labels that the settings say to be of one type. */
export interface LabelRule extends RuleInfo {
  readonly type: LabelType;
  readonly isValid: (value: string) => boolean;
  /** What to say of a label whose value is not valid. */
  readonly problem: (label: string, value: string) => Message;
}

/** Makes a rule for the values of labels. Those that are empty, or that depend on a variable, are not looked at. */
export function labelRule({ type, isValid, problem, ...info }: LabelRule): DockerfileRule<'label'> {
  return {
    ...info,
    nodes: ['label'],
    triggers: true,
    check({ pairs }, { options: { labelSchema } }) {
      return pairs.flatMap(({ name, value }): readonly Finding[] => {
        const label = literal(name.text);
        if (label === undefined || !value || typeOf(labelSchema, label) !== type) return [];
        const text = literal(value.text);
        if (text === undefined || text === '' || isValid(text)) return [];
        return [{ span: value.span, message: problem(label, text) }];
      });
    },
  };
}

/** What the value of a label must be; undefined where the settings do not name the label. */
export function typeOf(schema: Readonly<Record<string, LabelType>>, label: string): LabelType | undefined {
  return Object.hasOwn(schema, label) ? schema[label] : undefined;
}
