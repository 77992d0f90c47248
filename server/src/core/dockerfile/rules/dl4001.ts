import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { spanOfName } from '../commands/commandRule.ts';
import { posixRuns } from '../commands/fileRuns.ts';
import { programOf } from '../commands/packages.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { commandsOf } from '../commands/runCommands.ts';

export const dl4001: DockerfileRule<'file'> = {
  id: 'DL4001',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'A stage downloads with wget or with curl, and not with both.',
  why:
    'Both do the same. Where one is enough, the image needs one package less, and its readers know one set of options ' +
    'less.',
  examples: [
    { bad: 'FROM debian:13\nRUN wget -q $A\nRUN «curl» -O $B && curl -O $C\nRUN make\nRUN «wget» -q $D\n' },
    { bad: 'FROM debian:13\nRUN wget -q $A && «curl» -O $B\n' },
    { bad: 'FROM debian:13\nONBUILD RUN curl -O $A\nONBUILD RUN sudo «wget» -q $B\n' },
    { good: 'FROM debian:13 AS a\nRUN wget -q $A\nFROM debian:13\nRUN curl -O $B\n' },
    {
      good: 'FROM debian:13\nRUN apt-get install -y curl wget && wget -q $A\nRUN wget -q $B\nONBUILD RUN curl -O $C\n',
    },
  ],
  nodes: ['file'],
  check(model, source) {
    const seen = new Map<string, Set<string>>();
    return posixRuns(model).flatMap(({ node, stage, isTrigger }): readonly Finding[] => {
      const loaders = commandsOf(node, source.text).filter(({ name }) => /^(?:curl|wget)$/.test(programOf(name)));
      const [first] = loaders;
      if (!first) return [];
      const place = `${stage?.index ?? -1} ${isTrigger}`;
      const before = seen.get(place) ?? new Set([programOf(first.name)]);
      seen.set(place, before);
      // The other one is too many; of a RUN behind both, its first.
      const wasBoth = before.size > 1;
      const command = loaders.find(({ name }) => wasBoth || !before.has(programOf(name)));
      if (!command) return [];
      before.add(programOf(command.name));
      return [{ span: spanOfName(command), message: message('This stage uses both wget and curl: one is enough.') }];
    });
  },
};
