/** What the server asks of the client, which knows the engine: requests of our own beside those of the protocol. */

/** The images that the engine has. Without parameters; an empty list where no engine answers. */
export const localImagesRequest = 'slipway/localImages';

/** What the engine knows of one image. Parameter: a name of the image; null where it has none of that name. */
export const imageFactsRequest = 'slipway/imageFacts';

/** What an image brings along. Texts are empty, and lists too, where it says nothing. */
export interface ImageFacts {
  /** Such as `linux/amd64`. */
  readonly platform: string;
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Such as `80/tcp`. */
  readonly ports: readonly string[];
  /** The names of its variables, without their values. */
  readonly variables: readonly string[];
}

/** An image of the engine. */
export interface LocalImage {
  /** Its names with tags, such as `node:22`. */
  readonly tags: readonly string[];
  /** Its names with digests, such as `node@sha256:…`. */
  readonly digests: readonly string[];
  /** For people, such as `143 MB`. */
  readonly size: string;
  /** The day it was made, such as `2026-01-31`. */
  readonly created: string;
  /** The names of the containers made from it. */
  readonly containers: readonly string[];
}

/**
 * The effective configuration of the project that a Compose file belongs to. Parameter: ComposePreviewParams; null where
 * there is no Compose file. Clients that know no requests of ours ask by the command `slipway.compose.preview`, with the
 * address of the file.
 */
export const composePreviewRequest = 'slipway/composePreview';

export interface ComposePreviewParams {
  /** The Compose file. It need not be open. */
  readonly uri: string;
}

export interface ComposePreview {
  /** The name of the project. */
  readonly name: string;
  /** What `docker compose config` would print; what is wrong with the project stands above it, in comments. */
  readonly text: string;
}

/** What a text becomes that is pasted into an open document. Parameter: PasteParams; null where it is pasted as it is. */
export const pasteRequest = 'slipway/paste';

export interface PasteParams {
  readonly uri: string;
  /** What the text is pasted over: zero-based, columns in UTF-16 code units. */
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly text: string;
}

/** An edit of the document as it is before, in place of the paste. */
export interface PasteResult extends Omit<PasteParams, 'uri'> {
  /** What it does, for people. */
  readonly title: string;
}

/** Where a piece of that text comes from. Parameter: ComposeSourceParams; null where Compose itself is the author. */
export const composeSourceRequest = 'slipway/composeSource';

export interface ComposeSourceParams extends ComposePreviewParams {
  /** A place in the text: zero-based, columns in UTF-16 code units. */
  readonly line: number;
  readonly character: number;
}

/** A place in a file, lines and columns counted in the same way. */
export interface ComposeSource {
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What a build of a Dockerfile goes through, and what can be given to it. Parameter: BuildPlanParams. */
export const buildPlanRequest = 'slipway/buildPlan';

export interface BuildPlanParams {
  /** The text of the Dockerfile. */
  readonly text: string;
}

export interface BuildPlan {
  /** How many instructions stand before the first FROM. */
  readonly globals: number;
  readonly stages: readonly PlannedStage[];
  /** The build arguments, each once, in the order of the text. */
  readonly arguments: readonly { readonly name: string; readonly default?: string }[];
}

export interface PlannedStage {
  /** Empty where the stage has no name. */
  readonly name: string;
  /** The number of the stage that it builds on; absent where it builds on an image. */
  readonly baseStage?: number;
  /** Whether it begins with nothing: `FROM scratch`. */
  readonly isBare: boolean;
  readonly from: PlannedInstruction;
  readonly instructions: readonly PlannedInstruction[];
}

export interface PlannedInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** What stands behind the keyword, in one line. */
  readonly text: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
  /** The programs that a RUN starts, in the order of the text; absent where it is none, or they cannot be read. */
  readonly commands?: readonly PlannedCommand[];
}

/** A program that an instruction starts, from its name to its last argument. */
export interface PlannedCommand {
  /** Its name and its arguments without quotes; a `$` in them is a variable. */
  readonly words: readonly string[];
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Zero-based; columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** The services that a Compose file declares. Parameter: ComposeServicesParams. */
export const composeServicesRequest = 'slipway/composeServices';

export interface ComposeServicesParams {
  /** The text of the file. */
  readonly text: string;
}

export interface ComposeServices {
  /** Where `services` stands; absent where the file has none. */
  readonly section?: TextPosition;
  readonly services: readonly { readonly name: string; readonly start: TextPosition }[];
  /** The profiles that its services name. */
  readonly profiles: readonly string[];
}

/** Where in a Compose file that is written which an engine refused. Parameter: ComposeFaultParams; null where unknown. */
export const composeFaultRequest = 'slipway/composeFault';

export interface ComposeFaultParams {
  /** The text of the file. */
  readonly text: string;
  readonly fault: {
    /** The key of a service that it is about, or a section of the file. */
    readonly about: string;
    /** What was named: a port, a path, a name. */
    readonly subject: string;
    readonly service?: string | undefined;
    readonly container?: string | undefined;
  };
}

export interface ComposeFaultPlace {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** What is wrong with a file. Parameter: LintParams; null where it cannot be read, or is in no language of ours. */
export const lintRequest = 'slipway/lint';

export interface LintParams {
  /** The file. It need not be open; its name tells the language. */
  readonly uri: string;
  /** What is looked at in place of what the file holds. */
  readonly text?: string;
}

export interface LintResult {
  readonly problems: readonly LintProblem[];
}

export interface LintProblem {
  readonly start: TextPosition;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** The page of the rule. */
  readonly page?: string;
}

/** The calls of `docker run` in a text that was copied from a page or a terminal. Parameter: ReadRunsParams. */
export const readRunsRequest = 'slipway/readRuns';

export interface ReadRunsParams {
  readonly text: string;
}

export interface ReadRuns {
  readonly runs: readonly ReadRun[];
}

export interface ReadRun {
  /** Without dashes, in full; the value is empty for switches. */
  readonly flags: readonly { readonly name: string; readonly value: ReadText }[];
  readonly image: ReadText;
  readonly command: readonly ReadText[];
  /** What stands around it and is no part of it: redirections, and commands in the same pipe. */
  readonly around: readonly string[];
}

/** A word: pieces as they are, and what a shell would put in. */
export type ReadText = readonly (string | ReadVariable | ReadOutput)[];

/** A variable of the shell; `PWD` is its folder and `HOME` that of the user, however these are written. */
export interface ReadVariable {
  readonly variable: string;
  /** What stands for it where it is not set. */
  readonly otherwise?: string;
  readonly source: string;
}

/** What another command would write. */
export interface ReadOutput {
  readonly command: string;
  readonly source: string;
}
