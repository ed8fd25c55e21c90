import { useId, useMemo } from 'react';
import { urlOf } from '../shared/image';
import type { Box } from '../shared/labels';
import type { Numbers } from '../shared/size';
import { pixelsOf, type Hue } from './colours';

interface CellsProps {
  /** What is drawn of the cells. */
  readonly box: Box;
  /** Where all of them are, if that is more. */
  readonly picture?: Box;
  /** Row-major, from the top. */
  readonly values: Numbers;
  readonly columns: number;
  readonly domain: readonly [number, number];
  readonly hue: Hue;
}

/**
 * Cells as one picture, a pixel each, enlarged without smoothing: the mask of a hue, exported as it stands. What is
 * drawn on them has a halo in the colour of the card.
 */
export function Cells({ box, picture = box, values, columns, domain, hue }: CellsProps) {
  const id = useId();
  const [lo, hi] = domain;
  const cells = useMemo(
    () => urlOf(pixelsOf(values, [lo, hi]), columns),
    [values, columns, lo, hi],
  );
  return (
    <>
      <defs>
        <mask id={id} maskUnits="userSpaceOnUse" {...picture}>
          {cells && (
            <image href={cells} {...picture} preserveAspectRatio="none" className="cells" />
          )}
        </mask>
      </defs>
      <rect {...box} className={`hue-${hue}`} mask={`url(#${id})`} />
    </>
  );
}

/** A bar of all shades of a hue, from the card on. */
export function Ramp({ box, hue }: { readonly box: Box; readonly hue: Hue }) {
  const id = useId();
  return (
    <>
      <defs>
        <linearGradient id={id}>
          <stop offset="0" className={`ramp-${hue}`} stopOpacity="0" />
          <stop offset="1" className={`ramp-${hue}`} />
        </linearGradient>
      </defs>
      <rect {...box} fill={`url(#${id})`} />
    </>
  );
}
