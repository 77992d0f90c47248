import { type Files, firstOf, hasFolder, present } from '../files.ts';
import { commandWords, portIn, projectName } from '../names.ts';
import type { RubyProject } from '../project.ts';
import { chooseVersion, toolVersion, type VersionRule } from '../versions.ts';

const versions: VersionRule = { fallback: '3.4', parts: 2 };

/** Gems that need a library of the system when they run. */
const needLibraries = /^\s*gem\s*\(?\s*["'](?:pg|mysql2|rmagick|ruby-vips|charlock_holmes|tiny_tds)["']/m;

/** A project with a Gemfile in this folder. */
export function rubyProject(files: Files, folder: string): RubyProject | undefined {
  if (!files.has('Gemfile') || files.paths.some((path) => /^[^/]+\.gemspec$/.test(path))) return undefined;
  const gems = files.text('Gemfile');
  const isRails = hasGem(gems, 'rails') || files.has('bin/rails');
  const { start, port } = startOf(files, gems, isRails);
  return {
    kind: 'ruby',
    folder,
    name: projectName(files.name),
    version: versionOf(files, gems),
    ...(port === undefined ? {} : { port }),
    start,
    evidence: present(files, ['Gemfile', 'Gemfile.lock', '.ruby-version', 'config.ru', 'bin/rails', 'Procfile']),
    hasLock: files.has('Gemfile.lock'),
    isRails,
    hasAssets:
      isRails && hasFolder(files, 'app/assets') && ['sprockets-rails', 'propshaft'].some((gem) => hasGem(gems, gem)),
    needsLibraries: needLibraries.test(gems),
  };
}

function hasGem(gems: string, name: string): boolean {
  return new RegExp(`^\\s*gem\\s*\\(?\\s*["']${name}["']`, 'm').test(gems);
}

function startOf(files: Files, gems: string, isRails: boolean): Pick<RubyProject, 'start' | 'port'> {
  const [, web = ''] = /^web:\s*(.+)$/m.exec(files.text('Procfile')) ?? [];
  const port = isRails ? 3000 : 9292;
  if (web !== '') return { start: commandWords(web.replaceAll(/\$\{?PORT\}?/g, String(port))), port };
  if (isRails) return { start: ['bundle', 'exec', 'rails', 'server', '--binding', '0.0.0.0'], port };
  const bind = `tcp://0.0.0.0:${port}`;
  if (files.has('config.ru')) {
    if (hasGem(gems, 'puma')) return { start: ['bundle', 'exec', 'puma', '--bind', bind], port };
    return { start: ['bundle', 'exec', 'rackup', '--host', '0.0.0.0', '--port', String(port)], port };
  }
  const entry = firstOf(files, ['app.rb', 'main.rb', 'server.rb', 'bot.rb']) ?? 'app.rb';
  const start = ['bundle', 'exec', 'ruby', entry];
  const written = portIn(files.text(entry), [
    /set\s*\(?:port,?\s*(\d+)/,
    /PORT["'],\s*["']?(\d+)/,
    /\b(?:TCPServer|WEBrick)\b[^\n]*?(\d{2,5})\s*\)/,
  ]);
  if (hasGem(gems, 'sinatra')) return { start: [...start, '-o', '0.0.0.0'], port: written ?? 4567 };
  return { start, ...(written === undefined ? {} : { port: written }) };
}

function versionOf(files: Files, gems: string): string {
  const [, inGemfile = ''] = /^\s*ruby\s*\(?\s*["']([^"']+)["']/m.exec(gems) ?? [];
  const asked = [
    files.text('.ruby-version').replace(/^ruby-/, ''),
    toolVersion(files.text('.tool-versions'), ['ruby']),
    inGemfile,
    /RUBY VERSION\s+ruby (\d+\.\d+)/.exec(files.text('Gemfile.lock'))?.[1] ?? '',
  ];
  return asked.map((text) => chooseVersion(text, versions)).find((found) => found !== undefined) ?? versions.fallback;
}
