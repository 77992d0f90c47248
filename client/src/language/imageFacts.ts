import type { ImageFacts } from '../../../protocol/messages.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { objectAt, textAt, texts } from '../engine/json.ts';

/** What the engine knows of an image; null where it has none of that name, or where no engine answers. */
export async function imageFacts(engine: LiveEngine, name: unknown): Promise<ImageFacts | null> {
  if (typeof name !== 'string') return null;
  try {
    const connected = await engine.engine();
    return factsOf(await connected.inspect('image', name));
  } catch {
    return null;
  }
}

/** Reads the engine's description of an image. */
export function factsOf(inspection: unknown): ImageFacts {
  const config = objectAt(inspection, 'Config');
  const platform = ['Os', 'Architecture', 'Variant'].map((part) => textAt(inspection, part));
  return {
    platform: platform.filter((part) => part !== '').join('/'),
    user: textAt(config, 'User'),
    workdir: textAt(config, 'WorkingDir'),
    entrypoint: texts(config['Entrypoint']),
    command: texts(config['Cmd']),
    ports: Object.keys(objectAt(config, 'ExposedPorts')),
    variables: texts(config['Env']).map((pair) => pair.split('=', 1)[0] ?? ''),
  };
}
