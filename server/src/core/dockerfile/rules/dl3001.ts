import { message } from '../../text/message.ts';
import { commandRule, spanOfName } from '../commands/commandRule.ts';
import { programOf } from '../commands/packages.ts';

export const dl3001 = commandRule({
  id: 'DL3001',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'correctness',
  summary: 'RUN does not start programs that have no use while an image is built.',
  why:
    'A RUN works in a container of its own that ends with the command: there is nobody at a terminal, no init system, ' +
    'and no other process to look at. A service that is started there is gone in the image, a mount too. What must run ' +
    'in the container belongs into CMD or ENTRYPOINT.',
  examples: [
    { bad: 'FROM debian:13\nRUN «service» nginx start\n' },
    { bad: 'FROM debian:13\nRUN make && «ps» aux | grep make\nONBUILD RUN sudo «mount» /dev/sda1 /mnt\n' },
    { bad: 'FROM debian:13\nRUN <<EOF\nmake\n«top» -b\nEOF\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y ssh vim && echo "kill"\n' },
    { good: 'FROM debian:13\nCMD ["service", "nginx", "start"]\n' },
  ],
  find: (commands) =>
    commands
      .filter(({ name }) => senseless.has(programOf(name)))
      .map((command) => ({
        span: spanOfName(command),
        message: message('{0} has no use while an image is built: what it does ends with this RUN.', command.name),
      })),
});

const senseless: ReadonlySet<string> = new Set('free kill mount ps service shutdown ssh top vim'.split(' '));
