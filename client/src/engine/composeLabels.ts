/** What Compose writes on the things that it makes. Source: docker/compose pkg/api/labels.go. */
export const composeLabels = {
  files: 'com.docker.compose.project.config_files',
  project: 'com.docker.compose.project',
  folder: 'com.docker.compose.project.working_dir',
  envFiles: 'com.docker.compose.project.environment_file',
  hash: 'com.docker.compose.config-hash',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
} as const;
