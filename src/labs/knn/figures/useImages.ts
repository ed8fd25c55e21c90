import { useEffect, useMemo, useState } from 'react';
import type { Part, SetInfo } from '../compute/protocol';
import { useKnn } from '../context';
import { picturesOf } from './thumbnails';

export interface WantedImage {
  readonly part: Part;
  readonly number: number;
}

type Pictures = ReturnType<typeof picturesOf>;

/** The pictures of some images of the open set, in their order; null until the worker has answered. */
export function useImages(wanted: readonly WantedImage[], set: SetInfo | null): Pictures | null {
  const { results } = useKnn();
  const [found, setFound] = useState<{ readonly key: string; readonly pictures: Pictures } | null>(
    null,
  );
  const key = `${set?.id} ${wanted.map(({ part, number }) => `${part}/${number}`).join(' ')}`;
  const asked = useMemo(() => ({ key, wanted }), [key]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    let late = false;
    if (!set || asked.wanted.length === 0) return;
    const load = async () => {
      const pictures: Pictures[number][] = new Array<Pictures[number]>(asked.wanted.length);
      for (const part of ['train', 'test'] as const) {
        const places = [...asked.wanted.keys()].filter((i) => asked.wanted[i].part === part);
        if (places.length === 0) continue;
        const numbers = places.map((i) => asked.wanted[i].number);
        const cut = picturesOf(await results.images(part, numbers), set);
        places.forEach((place, i) => (pictures[place] = cut[i]));
      }
      if (!late) setFound({ key: asked.key, pictures });
    };
    // a set that is gone shows no images
    load().catch(() => undefined);
    return () => {
      late = true;
    };
  }, [asked, set, results]);
  return found?.key === key ? found.pictures : null;
}
