import { commandLine } from './names.ts';
import type { Project } from './project.ts';
import type { FileName } from './templates/index.ts';
import { nodeInstall } from './templates/node.ts';
import { jsonForm } from './templates/text.ts';

/** Templates that a team keeps in a folder: a file for all projects, or for those of one kind in a folder of its name. */
export function templatePaths(project: Project, name: FileName): readonly string[] {
  const file = name === '.dockerignore' ? ['.dockerignore', 'dockerignore'] : [name];
  return [...file.map((each) => `${project.kind}/${each}`), ...file];
}

/** What the placeholders of a template stand for. */
export function placeholders(project: Project): Readonly<Record<string, string>> {
  const { kind, name, version, port, start } = project;
  const manager = 'manager' in project ? project.manager : 'tool' in project ? project.tool : '';
  const { install, build } = kind === 'node' ? nodeInstall(project) : { install: '', build: '' };
  return {
    name,
    kind,
    version,
    port: port === undefined ? '' : String(port),
    start: commandLine(start),
    startJson: jsonForm(start),
    manager,
    install,
    build,
    output: project.kind === 'node' ? (project.output ?? '') : '',
  };
}

/** Sections such as `{{#port}}…{{/port}}`, which stay only where that is known. */
const section = /\{\{#(\w+)\}\}(?:\r?\n)?([\s\S]*?)\{\{\/\1\}\}(?:\r?\n)?/g;

/** The text of a template for a project. What we do not know as a placeholder stays as it is. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template
    .replaceAll(section, (whole, name: string, inner: string) =>
      Object.hasOwn(values, name) ? (values[name] === '' ? '' : inner) : whole,
    )
    .replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
    );
}
