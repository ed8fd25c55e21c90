/** A page that is served on loopback until it is closed. */
export interface ServedPage {
  readonly url: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** Builds the page of a folder with an index.html, and serves it. */
export function servePage(folder: string): Promise<ServedPage>;
