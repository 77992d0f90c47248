import type { PythonProject } from '../project.ts';
import { copy, footer, joinParts, type Lines } from './text.ts';

export function pythonDockerfile(project: PythonProject): string {
  const { manager } = project;
  if (manager === 'none') return joinParts(runStage(project, undefined));
  return joinParts(dependenciesStage(project), runStage(project, folders[manager]));
}

type Installed = Exclude<PythonProject['manager'], 'none'>;

/** Where the packages are installed. */
const folders: Readonly<Record<Installed, string>> = {
  pip: '/venv',
  project: '/venv',
  poetry: '/app/.venv',
  pipenv: '/app/.venv',
  uv: '/app/.venv',
};

/** In the large image, which can compile what has to be. */
function dependenciesStage(project: PythonProject): Lines {
  const { version, manager } = project;
  return [
    '# The packages. This image has what is needed to compile some of them.',
    `FROM python:${version} AS dependencies`,
    'WORKDIR /app',
    ...(manager === 'none' ? [] : installation[manager](project)),
  ];
}

const pipCache = '--mount=type=cache,target=/root/.cache/pip';

const installation: Readonly<Record<Installed, (project: PythonProject) => Lines>> = {
  pip: ({ installFiles }) => [
    'ENV PATH="/venv/bin:$PATH"',
    copy(installFiles, './'),
    `RUN ${pipCache} python -m venv /venv && pip install -r requirements.txt`,
  ],
  project: () => ['ENV PATH="/venv/bin:$PATH"', 'COPY . .', `RUN ${pipCache} python -m venv /venv && pip install .`],
  poetry: ({ managerVersion, installFiles }) => [
    'ENV POETRY_VIRTUALENVS_IN_PROJECT=true',
    `RUN ${pipCache} pip install poetry==${managerVersion}`,
    copy(installFiles, './'),
    'RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install --only main --no-root --no-interaction',
  ],
  pipenv: ({ managerVersion, installFiles }) => [
    'ENV PIPENV_VENV_IN_PROJECT=1',
    `RUN ${pipCache} pip install pipenv==${managerVersion}`,
    copy(installFiles, './'),
    `RUN --mount=type=cache,target=/root/.cache/pipenv ${
      installFiles.includes('Pipfile.lock') ? 'pipenv sync' : 'pipenv install'
    }`,
  ],
  uv: ({ managerVersion, installFiles, isPackage }) => [
    copy(['/uv'], '/usr/local/bin/', `--from=ghcr.io/astral-sh/uv:${managerVersion} `),
    'ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON=/usr/local/bin/python3',
    copy(installFiles, './'),
    'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project',
    isPackage && 'COPY . .',
    isPackage && 'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-editable',
  ],
};

function runStage(project: PythonProject, packages: string | undefined): Lines {
  const { version, port, start, needsLibraries, isInSource } = project;
  const why = needsLibraries ? ' A package needs a library that the slim image does not have.' : '';
  const comment = packages === undefined ? [] : [`# What runs.${why}`];
  const source = isInSource ? ['PYTHONPATH=/app/src'] : [];
  const path = packages === undefined ? [] : [`PATH="${packages}/bin:$PATH"`];
  return [
    ...comment,
    needsLibraries ? `FROM python:${version}` : `FROM python:${version}-slim`,
    `ENV ${[...path, ...source, 'PYTHONDONTWRITEBYTECODE=1', 'PYTHONUNBUFFERED=1'].join(' ')}`,
    'WORKDIR /app',
    packages !== undefined && copy([packages], packages, '--from=dependencies '),
    'COPY . .',
    ...footer({
      user: 1000,
      port,
      health: ['python', '-c', `import socket; socket.create_connection(('127.0.0.1', ${port ?? 0}), 2)`],
      start,
    }),
  ];
}
