import type { BuildPlan } from './dockerfile/buildPlan.ts';
import type { Fault } from './compose/faultPlace.ts';
import type { ServiceList } from './compose/serviceList.ts';
import type { Language } from './language.ts';
import type { ConfigFile } from './lint/configFile.ts';
import type { Run } from './run/readRun.ts';
import type { Span } from './text/span.ts';
import type { DockerfileFacts } from './workspace.ts';

// The code of all languages, a bundle of its own: it is read with the first document, and each language in it is
// evaluated with the first document of that language. Only `languages.ts` and `lint/configFiles.ts` import this.

export async function dockerfile(): Promise<Language<unknown>> {
  return (await import('./dockerfile/index.ts')).dockerfile;
}

export async function compose(): Promise<Language<unknown>> {
  return (await import('./compose/index.ts')).compose;
}

export async function ignore(): Promise<Language<unknown>> {
  return (await import('./ignore/index.ts')).ignore;
}

export async function env(): Promise<Language<unknown>> {
  return (await import('./compose/env/index.ts')).env;
}

export async function dockerfileFacts(text: string): Promise<DockerfileFacts> {
  return (await import('./dockerfile/facts.ts')).dockerfileFacts(text);
}

export async function hadolintConfig(text: string): Promise<ConfigFile> {
  return (await import('./lint/hadolintConfig.ts')).readHadolintConfig(text);
}

export async function dclintConfig(text: string): Promise<ConfigFile> {
  return (await import('./lint/dclintConfig.ts')).readDclintConfig(text);
}

export async function runsIn(text: string): Promise<readonly Run[]> {
  return (await import('./run/readRun.ts')).readRuns(text);
}

export async function servicesOfCompose(text: string): Promise<ServiceList> {
  return (await import('./compose/serviceList.ts')).serviceList(text);
}

export async function placeOfComposeFault(text: string, fault: Fault): Promise<Span | undefined> {
  const [{ faultPlace }, { parseCompose }] = await Promise.all([
    import('./compose/faultPlace.ts'),
    import('./compose/model.ts'),
  ]);
  return faultPlace(parseCompose(text), fault);
}

export async function buildPlan(text: string): Promise<BuildPlan> {
  return (await import('./dockerfile/buildPlan.ts')).buildPlan(text);
}
