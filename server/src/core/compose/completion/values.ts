import type { Completion } from '../../language.ts';
import { officialImages } from '../../image/official.ts';
import { message } from '../../text/message.ts';
import { valueDocs } from '../docs.ts';
import { knownService, writtenTest } from '../knownServices.ts';
import type { Shape, TextShape } from '../spec/shape.ts';
import { durationOffers, portOffers, sizeOffers } from './formats.ts';
import { knownNames, pairItems } from './keys.ts';
import { mountOffers } from './mounts.ts';
import { escapeSnippet, imageNameOf, offer, pathOf, serviceAt, valueOffer } from './scene.ts';
import type { Scene } from './scene.ts';
import { settingBeside } from './siblings.ts';
import { valueSuggestions } from './suggestions.ts';

/** Single values: those of the table, true and false, names, and what often stands there. */
export function valueOffers(scene: Scene, shapes: readonly Shape[]): readonly Completion[] {
  const offers = [...shapes.flatMap((shape) => shapeOffers(scene, shape)), ...placeOffers(scene)];
  // Of two offers with one label the first is the better one.
  return [...new Map(offers.toReversed().map((each) => [each.label, each])).values()].toReversed();
}

function shapeOffers(scene: Scene, shape: Shape): readonly Completion[] {
  const { cursor } = scene;
  if (shape.kind === 'flag') {
    return cursor.quote === '' ? ['true', 'false'].map((word) => valueOffer(cursor, word)) : [];
  }
  if (shape.kind === 'number') return shape.quoted === 'bytes' ? sizeOffers(scene) : [];
  return shape.kind === 'text' ? textOffers(scene, shape) : [];
}

function textOffers(scene: Scene, shape: TextShape): readonly Completion[] {
  const { cursor } = scene;
  const { values = [], names, format, isPair } = shape;
  if (format === 'mount') return mountOffers(scene);
  if (format === 'port') return portOffers(scene);
  if (format === 'duration') return durationOffers(scene);
  if (format === 'bytes') return sizeOffers(scene);
  if (isPair) return pairItems(scene);
  // Behind the first word of a health check its command follows.
  if (pathOf(cursor) === 'services.*.healthcheck.test.[]' && cursor.used.size > 0) return [];
  const fixed = values
    .filter(({ text }) => !cursor.used.has(text))
    .map((value) => valueOffer(cursor, value.text, valueDocs(value)));
  return names ? [...fixed, ...nameOffers(scene, names)] : fixed;
}

function nameOffers(scene: Scene, { kind, form }: NonNullable<TextShape['names']>): readonly Completion[] {
  const { cursor } = scene;
  const [before = ''] = /^[\w.-]+=/.exec(cursor.word) ?? [];
  const colon = form === 'before colon' ? cursor.word.indexOf(':') : -1;
  if (colon >= 0) return pathOf(cursor).includes('volumes_from') ? accessOffers(scene, colon) : [];
  // In a list, the name of the context stands before the service.
  const isContext = pathOf(cursor) === 'services.*.build.additional_contexts.[]' && before === '';
  return knownNames(scene, kind).map((name) => {
    const context = isContext ? `${name}=` : before;
    const text = form === 'behind service:' ? `${context}service:${name}` : name;
    return { ...valueOffer(cursor, text), kind: 'reference' as const };
  });
}

/** Behind the name in `volumes_from`. */
function accessOffers({ cursor }: Scene, colon: number): readonly Completion[] {
  const span = { start: cursor.span.start + colon + 1, end: Math.max(cursor.span.end, cursor.span.start + colon + 1) };
  return ['ro', 'rw'].map((text) => ({ ...valueOffer(cursor, text), span, newText: text }));
}

/** What the place alone tells. */
function placeOffers(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  const path = pathOf(cursor);
  const suggested = (valueSuggestions[path] ?? valueSuggestions[path.replace(/\.\[\]$/, '')] ?? [])
    .filter(({ text }) => !cursor.used.has(text))
    .map(({ text, doc }) => {
      const made = valueOffer(cursor, text, doc ? [{ kind: 'text', text: doc }] : []);
      return cursor.quote === '' ? made : { ...made, newText: cursor.lead + text.replaceAll('"', '') };
    });
  if (path === 'services.*.image' || path === 'services.*.pre_start.[].image') return [...suggested, ...images(scene)];
  if (path === 'services.*.healthcheck.test') return [...suggested, ...healthTests(scene)];
  if (path === 'services.*.extends.service' && settingBeside(scene, 'file') === undefined) {
    return nameOffers(scene, { kind: 'service', form: 'alone' });
  }
  if (path === 'services.*.volumes.[].source') return [...suggested, ...volumeSources(scene)];
  return suggested;
}

/** Well-known images; behind a colon or a slash the registries are asked. */
function images({ cursor }: Scene): readonly Completion[] {
  if (/[:@/$]/.test(cursor.word)) return [];
  return officialImages.map((image, index) => ({
    ...valueOffer(cursor, image),
    kind: 'reference' as const,
    sortText: `3${String(index).padStart(3, '0')}`,
    detail: message('official image'),
  }));
}

/** Health checks as a list in one line: that of the image first. */
function healthTests(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  if (cursor.quote !== '') return [];
  const known = knownService(imageNameOf(serviceAt(scene)));
  const own = known ? [{ label: writtenTest(known), newText: escapeSnippet(writtenTest(known)) }] : [];
  const forms = [
    { label: '["CMD-SHELL", …]', newText: '["CMD-SHELL", "$1"]' },
    { label: '["CMD", …]', newText: '["CMD", "$1"]' },
    { label: '["NONE"]', newText: '["NONE"]' },
  ];
  return [...own, ...forms].map(({ label, newText }, index) =>
    offer(cursor, { label, kind: 'value', newText, isSnippet: true, rank: `0${index}`, docs: [], detail: undefined }),
  );
}

/** The source of a mount in long form: volumes, unless it is a folder of the host. */
function volumeSources(scene: Scene): readonly Completion[] {
  if ((settingBeside(scene, 'type') ?? 'volume') !== 'volume') return [];
  return knownNames(scene, 'volume').map((name) => ({ ...valueOffer(scene.cursor, name), kind: 'reference' as const }));
}
