/** Where an engine is, or why there is none to talk to. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly version: string; readonly apiVersion: string; readonly where: string }
  | ConnectionFailure;

export type ConnectionFailure =
  /** Nothing on this machine looks like an engine. */
  | { readonly kind: 'not-found' }
  /** An engine is installed, and nobody answers. */
  | { readonly kind: 'not-running'; readonly where: string }
  | { readonly kind: 'permission-denied'; readonly where: string }
  /** Something answers whose API this client does not speak. */
  | { readonly kind: 'incompatible'; readonly where: string; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly where: string; readonly detail: string }
  /** The settings or the environment name an engine in a way that cannot be understood. */
  | { readonly kind: 'misconfigured'; readonly origin: string; readonly value: string };
