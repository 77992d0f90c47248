import { type Files, present } from '../files.ts';
import { portIn, projectName } from '../names.ts';
import type { JavaProject } from '../project.ts';
import { toolVersion } from '../versions.ts';

/** The versions that there are images of, and that are looked after for long. */
const longTerm = [8, 11, 17, 21, 25];
const fallback = '21';

/** A project of Maven or Gradle whose folder this is; a module of another one is none of its own. */
export function javaProject(files: Files, folder: string): JavaProject | undefined {
  if (files.has('pom.xml')) return mavenProject(files, folder);
  const script = ['build.gradle.kts', 'build.gradle'].find((name) => files.has(name));
  return script === undefined ? undefined : gradleProject(files, folder, script);
}

function mavenProject(files: Files, folder: string): JavaProject {
  const pom = withoutParent(files.text('pom.xml'));
  const modules = [...pom.matchAll(/<module>\s*([^<]+?)\s*<\/module>/g)].map(([, name = '']) => name);
  const module = modules.toSorted((a, b) => Number(isBoot(files, b)) - Number(isBoot(files, a)))[0];
  const text = module === undefined ? pom : pom + files.text(`${module}/pom.xml`);
  const isQuarkus = /quarkus-maven-plugin/.test(text);
  const target = module === undefined ? 'target' : `${module}/target`;
  const poms = modules.map((name) => `${name}/pom.xml`);
  const [, artifact = ''] = /<artifactId>\s*([^<]+?)\s*<\/artifactId>/.exec(pom) ?? [];
  return {
    ...common(files, folder, text),
    name: projectName(artifact || files.name),
    version: versionOf(files, [
      /<(?:maven\.compiler\.release|java\.version|maven\.compiler\.source|maven\.compiler\.target)>\s*([\d.]+)/,
      /<release>\s*(\d+)/,
    ]),
    evidence: present(files, ['pom.xml', 'mvnw', '.java-version', '.sdkmanrc']),
    tool: 'maven',
    hasWrapper: files.has('mvnw') && files.has('.mvn/wrapper/maven-wrapper.properties'),
    installFiles: present(files, ['pom.xml', ...poms]),
    task: 'package',
    result: isQuarkus
      ? { kind: 'folder', path: `${target}/quarkus-app` }
      : {
          kind: 'jar',
          pattern: /maven-assembly-plugin/.test(text) ? `${target}/*-with-dependencies.jar` : `${target}/*.jar`,
        },
    start: isQuarkus ? ['java', '-jar', 'quarkus-run.jar'] : ['java', '-jar', 'app.jar'],
  };
}

function gradleProject(files: Files, folder: string, script: string): JavaProject {
  const settings = present(files, ['settings.gradle.kts', 'settings.gradle']);
  const text = files.text(script);
  const [, root = ''] = /rootProject\.name\s*=\s*["']([^"']+)/.exec(settings.map(files.text).join('\n')) ?? [];
  const name = root || files.name;
  const { task, result, start } = gradleResult(text, name);
  return {
    ...common(files, folder, text),
    name: projectName(name),
    version: versionOf(files, [
      /JavaLanguageVersion\.of\((\d+)\)/,
      /jvmToolchain\((\d+)\)/,
      /(?:source|target)Compatibility\s*=?\s*(?:JavaVersion\.VERSION_)?["']?([\d._]+)/,
    ]),
    evidence: [script, ...settings, ...present(files, ['gradlew', '.java-version', '.sdkmanrc'])],
    tool: 'gradle',
    hasWrapper: files.has('gradlew') && files.has('gradle/wrapper/gradle-wrapper.properties'),
    installFiles: [script, ...settings, ...present(files, ['gradle.properties', 'gradle/libs.versions.toml'])],
    task,
    result,
    start,
  };
}

type Result = Pick<JavaProject, 'task' | 'result' | 'start'>;

function jar(task: string, pattern: string): Result {
  const result = { kind: 'jar', pattern: `build/libs/${pattern}` } as const;
  return { task, result, start: ['java', '-jar', 'app.jar'] };
}

function gradleResult(text: string, name: string): Result {
  if (/org\.springframework\.boot/.test(text)) return jar('bootJar', '*.jar');
  if (/\bio\.ktor\.plugin|\bktor\s*\{/.test(text)) return jar('buildFatJar', '*-all.jar');
  if (/shadow["')]/.test(text)) return jar('shadowJar', '*-all.jar');
  if (/["']io\.quarkus["']|\bquarkus\b/.test(text)) {
    return {
      task: 'quarkusBuild',
      result: { kind: 'folder', path: 'build/quarkus-app' },
      start: ['java', '-jar', 'quarkus-run.jar'],
    };
  }
  if (/\bapplication\b/.test(text)) {
    const result = { kind: 'folder', path: `build/install/${name}` } as const;
    return { task: 'installDist', result, start: [`bin/${name}`] };
  }
  return jar('jar', '*.jar');
}

function common(files: Files, folder: string, text: string): Pick<JavaProject, 'kind' | 'folder' | 'port'> {
  const settings = ['src/main/resources/application.properties', 'src/main/resources/application.yml'];
  const configured = portIn(settings.map(files.text).join('\n'), [
    /^server\.port\s*=\s*(?:\$\{\w+:)?(\d+)/m,
    /^quarkus\.http\.port\s*=\s*(\d+)/m,
    /^server:\s*\n(?:[ ]+.*\n)*?[ ]+port:\s*(?:\$\{\w+:)?(\d+)/m,
  ]);
  const isWeb = /spring-boot-starter-web|quarkus|ktor|micronaut|jetty|undertow|javalin|vertx|helidon/.test(text);
  const port = configured ?? (isWeb ? 8080 : undefined);
  return { kind: 'java', folder, ...(port === undefined ? {} : { port }) };
}

function isBoot(files: Files, module: string): boolean {
  return /spring-boot-maven-plugin|quarkus-maven-plugin/.test(files.text(`${module}/pom.xml`));
}

/** The parent's name is not the project's. */
function withoutParent(pom: string): string {
  return pom.replace(/<parent>[\s\S]*?<\/parent>/, '');
}

function versionOf(files: Files, patterns: readonly RegExp[]): string {
  const scripts = ['pom.xml', 'build.gradle.kts', 'build.gradle'].map(files.text).join('\n');
  const asked = [
    files.text('.java-version'),
    /^java=(\d+)/m.exec(files.text('.sdkmanrc'))?.[1] ?? '',
    toolVersion(files.text('.tool-versions'), ['java']).replace(/^[a-z-]+/, ''),
    ...patterns.map((pattern) => pattern.exec(scripts)?.[1] ?? ''),
  ];
  for (const text of asked) {
    const [, digits] = /^(?:1[._](?=[5-8]))?(\d+)/.exec(text.trim()) ?? [];
    const known = longTerm.find((version) => version >= Number(digits));
    if (digits !== undefined) return String(known ?? digits);
  }
  return fallback;
}
