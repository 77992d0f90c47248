import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** A piece of a Dockerfile that people write again and again. */
export interface Pattern {
  readonly label: string;
  readonly summary: Message;
  /** Where it makes sense: as the whole file, or as instructions of a stage. */
  readonly place: 'file' | 'stage';
  /** In the snippet syntax of the Language Server Protocol. */
  readonly snippet: string;
}

/** Whole files for common languages, and groups of instructions. What they say is what the rules ask for. */
export const patterns: readonly Pattern[] = [
  {
    label: 'multi-stage-node',
    summary: message('Node.js: build in one stage, run the result in another'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM node:\${1:22}-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:\${1:22}-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/\${2:dist} ./\${2:dist}
USER node
EXPOSE \${3:3000}
CMD ["node", "\${2:dist}/\${4:index.js}"]
$0`,
  },
  {
    label: 'multi-stage-python',
    summary: message('Python: install into a virtual environment, and copy it into a small image'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM python:\${1:3.13}-slim AS build
RUN python -m venv /venv
ENV PATH=/venv/bin:\\$PATH
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt

FROM python:\${1:3.13}-slim
ENV PATH=/venv/bin:\\$PATH PYTHONUNBUFFERED=1
RUN useradd --create-home app
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
USER app
EXPOSE \${2:8000}
CMD ["python", "-m", "\${3:app}"]
$0`,
  },
  {
    label: 'multi-stage-go',
    summary: message('Go: compile a static program, and ship nothing else'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM --platform=\\$BUILDPLATFORM golang:\${1:1.25} AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\\\
    CGO_ENABLED=0 GOOS=\\$TARGETOS GOARCH=\\$TARGETARCH go build -o /out/\${2:app} \${3:.}

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/\${2:app} /\${2:app}
EXPOSE \${4:8080}
ENTRYPOINT ["/\${2:app}"]
$0`,
  },
  {
    label: 'multi-stage-java',
    summary: message('Java with Maven: build in one stage, run on a JRE in another'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM maven:3-eclipse-temurin-\${1:21} AS build
WORKDIR /src
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline
COPY src ./src
RUN --mount=type=cache,target=/root/.m2 mvn -B package -DskipTests

FROM eclipse-temurin:\${1:21}-jre
RUN useradd --create-home app
WORKDIR /app
COPY --from=build /src/target/\${2:app}.jar app.jar
USER app
EXPOSE \${3:8080}
ENTRYPOINT ["java", "-jar", "app.jar"]
$0`,
  },
  {
    label: 'multi-stage-java-gradle',
    summary: message('Java with Gradle: build in one stage, run on a JRE in another'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM gradle:8-jdk\${1:21} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/home/gradle/.gradle/caches gradle --no-daemon build -x test

FROM eclipse-temurin:\${1:21}-jre
RUN useradd --create-home app
WORKDIR /app
COPY --from=build /src/build/libs/\${2:app}.jar app.jar
USER app
EXPOSE \${3:8080}
ENTRYPOINT ["java", "-jar", "app.jar"]
$0`,
  },
  {
    label: 'multi-stage-rust',
    summary: message('Rust: compile with cached crates, and copy the program into a small image'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM rust:\${1:1} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \\\\
    cargo build --release && cp target/release/\${2:app} /usr/local/bin/\${2:app}

FROM debian:13-slim
RUN useradd --create-home app
COPY --from=build /usr/local/bin/\${2:app} /usr/local/bin/\${2:app}
USER app
EXPOSE \${3:8080}
ENTRYPOINT ["\${2:app}"]
$0`,
  },
  {
    label: 'multi-stage-dotnet',
    summary: message('.NET: publish with the SDK, run on the ASP.NET runtime'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:\${1:9.0} AS build
WORKDIR /src
COPY \${2:App}.csproj ./
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:\${1:9.0}
WORKDIR /app
COPY --from=build /app .
USER app
EXPOSE 8080
ENTRYPOINT ["dotnet", "\${2:App}.dll"]
$0`,
  },
  {
    label: 'static-site-nginx',
    summary: message('A web page: build with Node.js, serve with nginx'),
    place: 'file',
    snippet: `# syntax=docker/dockerfile:1
FROM node:\${1:22}-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM nginx:\${2:1.29}-alpine
COPY --from=build /app/\${3:dist} /usr/share/nginx/html
EXPOSE 80
$0`,
  },
  {
    label: 'cache-apt',
    summary: message('Install Debian packages with a cache that outlives the build'),
    place: 'stage',
    snippet: `RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\\
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\\
    rm -f /etc/apt/apt.conf.d/docker-clean && \\\\
    apt-get update && apt-get install -y --no-install-recommends \${1:curl}
$0`,
  },
  {
    label: 'cache-apk',
    summary: message('Install Alpine packages with a cache that outlives the build'),
    place: 'stage',
    snippet: 'RUN --mount=type=cache,target=/var/cache/apk apk add --cache-dir /var/cache/apk ${1:curl}\n$0',
  },
  {
    label: 'cache-npm',
    summary: message('Install npm packages with a cache that outlives the build'),
    place: 'stage',
    snippet:
      'COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci${1: --omit=dev}\n$0',
  },
  {
    label: 'cache-pip',
    summary: message('Install Python packages with a cache that outlives the build'),
    place: 'stage',
    snippet:
      'COPY requirements.txt ./\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n$0',
  },
  {
    label: 'cache-go',
    summary: message('Compile a Go program with caches that outlive the build'),
    place: 'stage',
    snippet: `RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\\\
    go build -o /out/\${1:app} \${2:.}
$0`,
  },
  {
    label: 'cache-cargo',
    summary: message('Compile a Rust program with caches that outlive the build'),
    place: 'stage',
    snippet: `RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=target \\\\
    cargo build --release && cp target/release/\${1:app} /usr/local/bin/
$0`,
  },
  {
    label: 'cache-maven',
    summary: message('Build with Maven and a repository that outlives the build'),
    place: 'stage',
    snippet: 'RUN --mount=type=cache,target=/root/.m2 mvn -B package\n$0',
  },
  {
    label: 'non-root-user-debian',
    summary: message('Create a user without privileges, and go on as this user (Debian, Ubuntu, Fedora)'),
    place: 'stage',
    snippet: 'RUN useradd --create-home --uid ${1:10001} ${2:app}\nUSER ${2:app}\n$0',
  },
  {
    label: 'non-root-user-alpine',
    summary: message('Create a user without privileges, and go on as this user (Alpine)'),
    place: 'stage',
    snippet: 'RUN adduser -D -u ${1:10001} ${2:app}\nUSER ${2:app}\n$0',
  },
  {
    label: 'healthcheck-http',
    summary: message('Ask a web service whether it is well'),
    place: 'stage',
    snippet: `HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \\\\
    CMD curl -fsS http://localhost:\${1:8080}/\${2:health} || exit 1
$0`,
  },
  {
    label: 'labels-oci',
    summary: message('The labels that registries and scanners read'),
    place: 'stage',
    snippet: `LABEL org.opencontainers.image.title="\${1:title}" \\\\
      org.opencontainers.image.source="\${2:https://github.com/owner/repository}" \\\\
      org.opencontainers.image.licenses="\${3:Apache-2.0}"
$0`,
  },
  {
    label: 'secret-npm',
    summary: message('Show a secret to one command, and keep nothing of it'),
    place: 'stage',
    snippet: 'RUN --mount=type=secret,id=${1:npmrc},target=${2:/root/.npmrc} ${3:npm ci}\n$0',
  },
];
