/** What was found of a project, and what its files are made from. No two kinds are detected by the same file. */
export type Project =
  | NodeProject
  | PythonProject
  | GoProject
  | JavaProject
  | DotnetProject
  | RustProject
  | PhpProject
  | RubyProject
  | StaticProject
  | OtherProject;

export type ProjectKind = Project['kind'];

interface Common {
  /** The folder of the project, relative to that which was searched, with slashes; empty for that itself. */
  readonly folder: string;
  /** Fit for an image, a service and a Compose project. */
  readonly name: string;
  /** The version of the language, as the tags of its images write it. Empty where there is none to choose. */
  readonly version: string;
  /** What it listens on; absent where it serves nothing. */
  readonly port?: number;
  /** How the container starts it; empty where the image knows by itself. */
  readonly start: readonly string[];
  /** The files that told all this. */
  readonly evidence: readonly string[];
}

export interface NodeProject extends Common {
  readonly kind: 'node';
  readonly manager: NodeManager;
  /** Of pnpm and Yarn; they are installed in this version. */
  readonly managerVersion: string;
  /** What must be there to install the dependencies, beside package.json. */
  readonly installFiles: readonly string[];
  readonly hasLock: boolean;
  readonly hasDependencies: boolean;
  /** Whether some of them are there when it runs. */
  readonly hasOwnDependencies: boolean;
  /** Whether package.json has a script that would run at installation, when the sources are not there yet. */
  readonly hasPrepare: boolean;
  readonly hasBuild: boolean;
  /** The folders of the packages that are installed together with it; empty where it is alone. */
  readonly members: readonly string[];
  /** Those of them that are built before it starts, in their order, where package.json has no build for all. */
  readonly memberBuilds: readonly string[];
  /** The folder of the package that is started; empty where that is the project itself. */
  readonly startsIn: string;
  /** Whether the start needs what is for development, such as ts-node. */
  readonly needsAll: boolean;
  /** A front end of files only: the folder that the build writes. */
  readonly output?: string;
  /** Next.js with `output: 'standalone'`: it brings its own small server. */
  readonly standalone?: { readonly hasPublic: boolean };
  /** Whether the program writes into its own folder, as Next.js does. */
  readonly writesHere: boolean;
}

export type NodeManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

export interface PythonProject extends Common {
  readonly kind: 'python';
  readonly manager: 'pip' | 'poetry' | 'uv' | 'pipenv' | 'project' | 'none';
  readonly managerVersion: string;
  readonly installFiles: readonly string[];
  /** Whether the project itself is installed, beside its dependencies. */
  readonly isPackage: boolean;
  /** Whether its modules are in `src`. */
  readonly isInSource: boolean;
  /** Whether a library of the system is needed that the small image does not have. */
  readonly needsLibraries: boolean;
}

export interface GoProject extends Common {
  readonly kind: 'go';
  /** The package with `main`, such as `./cmd/server`. */
  readonly main: string;
  readonly hasSum: boolean;
  readonly hasVendor: boolean;
  /** Whether a dependency is written in C. */
  readonly usesC: boolean;
}

export interface JavaProject extends Common {
  readonly kind: 'java';
  readonly tool: 'maven' | 'gradle';
  readonly hasWrapper: boolean;
  readonly installFiles: readonly string[];
  /** What builds it, such as `package` or `bootJar`. */
  readonly task: string;
  /** What the build makes: a jar with everything in it, or a folder. */
  readonly result:
    { readonly kind: 'jar'; readonly pattern: string } | { readonly kind: 'folder'; readonly path: string };
}

export interface DotnetProject extends Common {
  readonly kind: 'dotnet';
  /** The project file, relative to the folder. */
  readonly project: string;
  /** What must be there to restore the packages: project files, central versions. */
  readonly installFiles: readonly string[];
  readonly isWeb: boolean;
}

export interface RustProject extends Common {
  readonly kind: 'rust';
  readonly binary: string;
  readonly hasLock: boolean;
}

export interface PhpProject extends Common {
  readonly kind: 'php';
  readonly hasComposer: boolean;
  readonly hasLock: boolean;
  /** The folder that is served, relative; empty for the project's own. */
  readonly root: string;
  readonly extensions: readonly string[];
  /** Folders that the program writes to. */
  readonly writes: readonly string[];
}

export interface RubyProject extends Common {
  readonly kind: 'ruby';
  readonly hasLock: boolean;
  readonly isRails: boolean;
  readonly hasAssets: boolean;
  readonly needsLibraries: boolean;
}

export interface StaticProject extends Common {
  readonly kind: 'static';
}

export interface OtherProject extends Common {
  readonly kind: 'other';
}
