import { createElement, lazy, type ComponentType } from 'react';

/** What brings back the parts whose code did not come. */
const failed = new Set<() => void>();

/**
 * A part of the page whose code comes when it is first drawn, as with `lazy` of React. One whose code did not
 * come is no failure for good: `retryParts` lets it be asked for again.
 * @param instead stands for an embellishment that can be done without; else drawing it fails
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  instead?: ComponentType<Props>,
): ComponentType<Props> {
  const make = (): ComponentType<Props> =>
    lazy(() =>
      load().catch((error: unknown) => {
        failed.add(renew);
        if (instead) return { default: instead };
        throw missing(error);
      }),
    );
  const renew = () => void (Part = make());
  let Part = make();
  return (props) => createElement(Part, props);
}

export const Nothing = () => null;

/** Parts whose code did not come are asked for again when they are next drawn. */
export function retryParts(): void {
  for (const renew of failed) renew();
  failed.clear();
}

const NAME = 'MissingPart';

/** The error of code that did not come: after a change of the site, or without the network. */
export const missing = (cause: unknown): Error =>
  Object.assign(new Error('its code could not be loaded', { cause }), { name: NAME });

export const isMissing = (error: unknown): boolean => error instanceof Error && error.name === NAME;
