import { commandRule } from '../commands/commandRule.ts';
import { go } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3062 = commandRule({
  id: 'DL3062',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'go install names the version of each package.',
  why:
    'Without a version, or with `@latest`, Go takes the newest one of the day: a build that worked yesterday can fail ' +
    'today. Write `package@v1.2.3`.',
  examples: [
    { bad: 'FROM golang:1.25\nRUN go install «example.com/tool» && go get «example.com/lib@latest»\n' },
    {
      bad: 'FROM golang:1.25\nRUN go run -mod mod \\\n  «example.com/tool» arg\nONBUILD RUN go get -tool «example.com/tool@none»\n',
    },
    {
      good: 'FROM golang:1.25\nRUN go install -ldflags "-s -w" example.com/tool@v1.2.3 ./cmd/tool && go install . ../x /src/x\n',
    },
    {
      good: 'FROM golang:1.25\nRUN go run example.com/tool@v1.2.3 arg --option x && go run main.go && go build example.com/a\n',
    },
    { good: 'FROM golang:1.25\nRUN go install example.com/tool@$VERSION && go install tool && go get -d ./...\n' },
  ],
  find: (commands) =>
    unpinnedPackages(go, commands, {
      isPinned(text, { verb, packages }) {
        // What stands behind the program are its own arguments.
        if (verb.text === 'run' && packages[0]?.text !== text) return true;
        if (/^\.{0,2}(?:\/|$)|^\.{3}$|\.go$/.test(text) || (text === 'tool' && packages[0]?.text === text)) return true;
        return text.includes('@') && !/@(?:latest|none)$/.test(text);
      },
      pinned: (text) => `${text.replace(/@.*$/, '')}@v1.2.3`,
    }),
});
