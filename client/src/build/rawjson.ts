import { listAt, numberAt, objectAt, parseJson, textAt } from '../engine/json.ts';
import type { BuildEvent, StepEvent } from './buildEvent.ts';

/**
 * One line of `docker buildx build --progress=rawjson`: JSON of BuildKit's SolveStatus, or plain words of the CLI.
 * Source: moby/buildkit client/graph.go (SolveStatus), docker/buildx util/progress.
 */
export function eventsOfLine(line: string): readonly BuildEvent[] {
  const status = line.startsWith('{') ? parseJson(line) : undefined;
  if (status === undefined) return line.trim() === '' ? [] : [{ type: 'words', text: line, error: isError(line) }];
  return [
    ...listAt(status, 'vertexes').map(stepOf),
    ...listAt(status, 'logs').map((log): BuildEvent => ({
      type: 'log',
      id: textAt(log, 'vertex'),
      data: Buffer.from(textAt(log, 'data'), 'base64'),
    })),
    ...listAt(status, 'warnings').map(warningOf),
  ];
}

function warningOf(warning: unknown): BuildEvent {
  const line = numberAt(objectAt(listAt(warning, 'range')[0], 'start'), 'line');
  return {
    type: 'warning',
    text: Buffer.from(textAt(warning, 'short'), 'base64').toString('utf8'),
    url: textAt(warning, 'url'),
    ...(line > 0 ? { line } : {}),
  };
}

function isError(line: string): boolean {
  return line.startsWith('ERROR: ');
}

function stepOf(vertex: unknown): StepEvent {
  const [started, completed] = [time(vertex, 'started'), time(vertex, 'completed')];
  const error = textAt(vertex, 'error');
  return {
    type: 'step',
    id: textAt(vertex, 'digest'),
    name: textAt(vertex, 'name'),
    ...(started === undefined ? {} : { started }),
    ...(completed === undefined ? {} : { completed }),
    cached: objectAt(vertex)['cached'] === true,
    ...(error === '' ? {} : { error }),
  };
}

function time(vertex: unknown, name: string): number | undefined {
  const milliseconds = Date.parse(textAt(vertex, name));
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
