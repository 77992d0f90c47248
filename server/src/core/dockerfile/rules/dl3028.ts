import { hasOption } from '../../shell/invocations.ts';
import { commandRule } from '../commands/commandRule.ts';
import { gem } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3028 = commandRule({
  id: 'DL3028',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'gem install names the version of each gem.',
  why:
    'Without a version, gem takes the newest one of the day: a build that worked yesterday can fail today. Write ' +
    '`gem:1.2.3` or `-v 1.2.3`, or list the gem in the Gemfile and use `bundle install`.',
  examples: [
    { bad: 'FROM ruby:3.4\nRUN gem install «rails» puma:6.6.0\n' },
    { bad: 'FROM ruby:3.4\nONBUILD RUN gem i --no-document \\\n  «rake» -- --with-opt=x y\n' },
    { good: "FROM ruby:3.4\nRUN gem install rails -v '8.0.2' && gem install puma --version=6.6.0 && gem list rails\n" },
    { good: 'FROM ruby:3.4\nRUN gem install nokogiri:1.18.9 --use-system-libraries true -- --with-xml2=/usr $GEMS\n' },
    { good: 'FROM ruby:3.4\nRUN gem install ./tool-1.0.gem bundler:$VERSION\n' },
  ],
  find: (commands) =>
    unpinnedPackages(
      gem,
      commands.filter((command) => !hasOption(command, 'v', 'version')),
      { isPinned: (text) => text.includes(':') || text.endsWith('.gem'), pinned: (text) => `${text}:1.2.3` },
    ),
});
