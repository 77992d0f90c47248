import { mountFields } from '../mountFields.ts';
import type { InstructionOf } from '../parse/ast.ts';

/** The folders of a RUN whose files stay out of the image, because a cache or memory is mounted there. */
export function throwawayFolders({ flags }: InstructionOf<'run'>): readonly string[] {
  return flags.flatMap((flag) => {
    const fields = mountFields(flag);
    const valueOf = (...keys: readonly string[]): string | undefined =>
      fields.find(({ key }) => keys.includes(key))?.value;
    const target = valueOf('target', 'dst', 'destination');
    const isThrownAway = /^(?:cache|tmpfs)$/i.test(valueOf('type') ?? '');
    return isThrownAway && target !== undefined ? [target.replace(/(?<=.)\/+$/, '')] : [];
  });
}

/** Whether a folder lies in one of these folders, or is one of them. */
export function isWithin(folder: string, folders: readonly string[]): boolean {
  return folders.some((outer) => folder === outer || folder.startsWith(outer === '/' ? outer : `${outer}/`));
}
