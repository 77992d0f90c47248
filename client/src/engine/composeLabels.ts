/** What Compose writes on the things that it makes. Source: docker/compose pkg/api/labels.go. */
export const composeLabels = {
  files: 'com.docker.compose.project.config_files',
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
} as const;
