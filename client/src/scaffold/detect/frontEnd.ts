import { objectAt, parseJson, textAt } from '../../engine/json.ts';
import type { Files } from '../files.ts';

interface FrontEnd {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly development: Readonly<Record<string, string>>;
  readonly start: string;
}

/** Tools that make files for a browser, by what their build command says, and where they put them. */
const tools: readonly (readonly [RegExp, (files: Files) => string | undefined])[] = [
  [/\bnext build\b/, nextOutput],
  [/\bnuxt generate\b/, () => '.output/public'],
  [/\breact-scripts build\b/, () => 'build'],
  [/\bng build\b/, angularOutput],
  [/\bvue-cli-service build\b/, (files) => setting(files, ['vue.config.js', 'vue.config.ts'], 'outputDir') ?? 'dist'],
  [/\bgatsby build\b/, () => 'public'],
  [/\bdocusaurus build\b/, () => 'build'],
  [/\beleventy\b/, () => '_site'],
  [/\bastro build\b/, astroOutput],
  [/\bvitepress build(?: (\w+))?/, () => undefined],
  [/\bvite build\b|\brolldown-vite\b|\bvp build\b/, viteOutput],
  [/\bparcel build\b/, () => 'dist'],
];

/** Servers of their own, although one of those tools builds them. */
const ownServers = [
  '@sveltejs/adapter-node',
  '@sveltejs/adapter-auto',
  '@remix-run/serve',
  '@react-router/serve',
  '@solidjs/start',
  '@tanstack/react-start',
  'nuxt',
];

/** The folder with the files that the build of a front end writes; undefined where a program of its own serves it. */
export function frontEndOutput(files: Files, project: FrontEnd): string | undefined {
  const { scripts, dependencies, development, start } = project;
  const build = scripts['build'] ?? '';
  const tool = tools.find(([pattern]) => pattern.test(build));
  if (!tool || /^\s*(?:\w+=\S+\s+)*(?:node|bun|pm2|next start)\b/.test(start)) return undefined;
  const isNuxtPage = /\bnuxt generate\b/.test(build);
  if (!isNuxtPage && ownServers.some((name) => name in dependencies || name in development)) return undefined;
  return tool[1](files);
}

const nextConfigs = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs'];

/** Next.js is a server, but where it is told to export. */
function nextOutput(files: Files): string | undefined {
  const isExport = nextConfigs.some((name) => /\boutput\s*:\s*["']export["']/.test(files.text(name)));
  return isExport ? (setting(files, nextConfigs, 'distDir') ?? 'out') : undefined;
}

function astroOutput(files: Files): string | undefined {
  const names = ['astro.config.mjs', 'astro.config.ts', 'astro.config.js'];
  const isServer = names.some((name) =>
    /\boutput\s*:\s*["'](?:server|hybrid)["']|\badapter\s*:/.test(files.text(name)),
  );
  return isServer ? undefined : (setting(files, names, 'outDir') ?? 'dist');
}

function viteOutput(files: Files): string {
  const names = ['vite.config.ts', 'vite.config.js', 'vite.config.mjs', 'vite.config.mts'];
  const usesSvelteKit = ['svelte.config.js', 'svelte.config.ts'].some((name) => files.has(name));
  return setting(files, names, 'outDir') ?? (usesSvelteKit ? 'build' : 'dist');
}

/** Angular says in its own file where it writes; its newer builder adds a folder for the browser. */
function angularOutput(files: Files): string | undefined {
  const json = parseJson(files.text('angular.json').replaceAll(/^\s*\/\/.*$/gm, ''));
  const projects = objectAt(json, 'projects');
  const name = textAt(json, 'defaultProject') || (Object.keys(projects)[0] ?? '');
  const build = objectAt(projects[name], 'architect', 'build');
  const path = textAt(build['options'], 'outputPath') || textAt(objectAt(build['options'], 'outputPath'), 'base');
  if (name === '' && path === '') return undefined;
  const folder = clean(path === '' ? `dist/${name}` : path);
  return textAt(build, 'builder').endsWith(':application') ? `${folder}/browser` : folder;
}

function setting(files: Files, names: readonly string[], key: string): string | undefined {
  for (const name of names) {
    const [, value = ''] = new RegExp(`\\b${key}\\s*:\\s*["']([^"']+)["']`).exec(files.text(name)) ?? [];
    if (value !== '' && !value.startsWith('..') && !value.startsWith('/')) return clean(value);
  }
  return undefined;
}

function clean(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/+$/, '');
}
