/** A Dockerfile of about `lines` lines, of the kind people write: stages, chains, heredocs, comments, variables. */
export declare function dockerfileText(lines: number): string;
/** A Compose file of about `lines` lines with the keys people use. */
export declare function composeText(lines: number): string;
