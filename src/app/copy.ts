import { labPath } from './previews';
import { pageBase } from './published';

/** The address of the page, without what it shows. */
export const pageUrl = () => location.href.replace(/#.*$/, '');

/** Copies a text and says so; where that is not allowed, the text is said. */
export async function copyText(
  text: string,
  copied: string,
  notify: (message: string) => void,
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(copied);
  } catch {
    notify(`The browser does not allow copying: ${text}`);
  }
}

/** Copies a link to a state of the page. */
export const copyLink = (hash: string, notify: (message: string) => void) =>
  copyText(pageUrl() + hash, 'The link is copied; it restores every setting.', notify);

/** Copies such a link by way of the page of a lab, which shows a preview where it is posted. */
export const copyPreviewed = (lab: string, hash: string, notify: (message: string) => void) =>
  copyText(
    `${pageBase()}${labPath(lab)}${location.search}${hash}`,
    'The link is copied; it restores every setting, and shows a picture where it is posted.',
    notify,
  );
