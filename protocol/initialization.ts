/** What a client may tell the server when it starts it, as `initializationOptions`. All of it is optional. */
export interface InitializationOptions {
  /**
   * `push`: the client wants diagnostics published and will not ask for them, although it could.
   * Without it, a client that can pull diagnostics is offered to.
   */
  readonly diagnostics?: 'push';
  /** Whether the client answers what the server asks of the engine; see messages.ts. */
  readonly engine?: boolean;
  /** The settings, for clients that cannot be asked for their configuration. */
  readonly settings?: unknown;
}
