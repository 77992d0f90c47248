/** The Dockerfiles of a workspace, as a glob pattern. */
export const dockerfileGlob = '**/{Dockerfile,Containerfile,Dockerfile.*,Containerfile.*,*.Dockerfile,*.dockerfile}';
