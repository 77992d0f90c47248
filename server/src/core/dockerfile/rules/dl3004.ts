import { message } from '../../text/message.ts';
import { commandRule, spanOfName } from '../commands/commandRule.ts';

export const dl3004 = commandRule({
  id: 'DL3004',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'security',
  summary: 'RUN does not use sudo.',
  why:
    'A RUN is executed by the user of the last USER instruction, which is root at first: there sudo does nothing. For ' +
    'another user it asks for a password that nobody types, or it was set up without one, and then whatever runs in the ' +
    'container can become root. Put `USER root` before the RUN and the other user behind it, or use gosu.',
  examples: [
    { bad: 'FROM debian:13\nRUN «sudo» make install\n' },
    { bad: 'FROM debian:13\nONBUILD RUN cd /src && «sudo» -E make\n' },
    { good: 'FROM debian:13\nRUN echo sudo && apt-get install -y sudo=1.9\n' },
    { good: 'FROM windows:ltsc\nSHELL ["powershell", "-Command"]\nRUN sudo make\n' },
  ],
  find: (commands) =>
    commands
      .filter(({ name }) => name === 'sudo')
      .map((command) => ({
        span: spanOfName(command),
        message: message('Use USER instead of sudo, to run this as another user.'),
      })),
});
