/** A Dockerfile of about `lines` lines, of the kind people write: stages, chains, heredocs, comments, variables. */
export function dockerfileText(lines: number): string {
  const parts: string[] = [];
  for (let stage = 0, count = 0; count < lines; stage++) {
    const text = dockerfileStage(stage);
    parts.push(text);
    count += text.split('\n').length;
  }
  return `${parts.join('\n').split('\n').slice(0, lines).join('\n')}\n`;
}

function dockerfileStage(stage: number): string {
  const copied =
    stage > 0 ? `COPY --from=stage${stage - 1} --chown=app:app /out/bin${stage} /usr/local/bin/` : '# the first stage';
  return `
FROM debian:12-slim AS stage${stage}
ARG VERSION=1.${stage}
ENV APP_HOME=/srv/app${stage} \\
    APP_VERSION=$VERSION \\
    LANG=C.UTF-8
LABEL org.opencontainers.image.title="service ${stage}" org.opencontainers.image.version=\${VERSION:-0}
WORKDIR $APP_HOME
# Packages that the build needs.
RUN --mount=type=cache,target=/var/cache/apt \\
    apt-get update && apt-get install -y --no-install-recommends \\
      build-essential \\
      # comments may stand here
      ca-certificates \\
      curl \\
    && rm -rf /var/lib/apt/lists/*
RUN <<SCRIPT
set -eu
echo "building $APP_VERSION"
make -j4 all
SCRIPT
${copied}
COPY ["package.json", "package-lock.json", "./"]
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /tmp/
EXPOSE 8080/tcp 9${String(stage % 1000).padStart(3, '0')}
USER app
HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8080/ || exit 1
ENTRYPOINT ["/usr/local/bin/start", "--port", "8080"]
CMD node server.js`;
}

/** A Compose file of about `lines` lines with the keys people use. */
export function composeText(lines: number): string {
  const services: string[] = [];
  for (let service = 0; service * 20 < lines - 10; service++) services.push(composeService(service));
  return `name: bench\nservices:\n${services.join('')}networks:\n  front: {}\nvolumes:\n  data: {}\n`;
}

function composeService(service: number): string {
  const dependency = service > 0 ? `service${service - 1}` : 'service1';
  return `  service${service}:
    image: registry.example.com/team/service${service}:1.${service}
    restart: unless-stopped
    environment:
      LOG_LEVEL: info
      DATABASE_URL: postgres://db:5432/service${service}
      TOKEN: \${TOKEN:-none}
    ports:
      - "${10_000 + service}:80"
    volumes:
      - data:/var/lib/service
      - ./config/${service}:/etc/service:ro
    networks:
      - front
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost/"]
      interval: 30s
    ${service === 1 ? `# the second service waits for nobody` : `depends_on: [${dependency}]`}
    labels:
      traefik.enable: "true"
`;
}
