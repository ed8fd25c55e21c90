import { use } from 'react';
import { useBusy } from '../../ui/activity';
import { words } from './words';

const drawings = new Map<number, Promise<string | null>>();

/** The drawing of a scene that came with the site (scripts/handout.mjs); null where there is none. */
function drawingOf(scene: number): Promise<string | null> {
  const known = drawings.get(scene);
  if (known) return known;
  const drawing = fetch(new URL(`handout/scene-${scene}.svg`, document.baseURI)).then(
    (response) => (response.ok ? response.text() : null),
    () => null,
  );
  drawings.set(scene, drawing);
  return drawing;
}

/** The figure of a scene while its question is open, in the page's own font. */
export function Recorded({ scene, label }: { readonly scene: number; readonly label: string }) {
  const drawing = use(drawingOf(scene));
  const html = { __html: drawing ?? '' };
  if (drawing === null) return <p className="handout-figure muted">{words.noFigure}</p>;
  return (
    <div className="handout-figure" role="img" aria-label={label} dangerouslySetInnerHTML={html} />
  );
}

/** What stands for a figure that is on its way. */
export function Awaited() {
  useBusy();
  return <div className="handout-figure" />;
}
