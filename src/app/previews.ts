/*
 * Pages whose addresses show a preview where they are posted, since nobody who makes a preview reads what is
 * behind a hash. The build writes them (scripts/previews); they lead on to the address of the hash.
 */

/** Path of the page of a scene, below the base of the site. */
export const scenePath = (id: number) => `s/${id}/`;

/** Path of the page of a lab. */
export const labPath = (lab: string) => `l/${lab}/`;
