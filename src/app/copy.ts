import { sealed } from '../state/link-check';
import type { NoticeStore } from '../state/notices';
import { labPath } from './previews';
import { pageBase } from './published';

/** The address of the page, without what it shows. */
export const pageUrl = () => location.href.replace(/#.*$/, '');

type Notify = NoticeStore['add'];

/** Copies a text and says so; where that is not allowed, the text is said, until it is sent away. */
export async function copyText(text: string, copied: string, notify: Notify): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(copied);
  } catch {
    notify(`The browser does not allow copying: ${text}`, 'warning');
  }
}

/** Some messengers cut longer links. */
const LONG_LINK = 2000;

/** Copies a link, and says so with what it does; a long one with what may become of it. */
function copyUrl(url: string, does: string, notify: Notify): Promise<void> {
  const { length } = url;
  const long = `The link is copied, but it is ${length.toLocaleString('en')} characters long, and some messengers cut links after ${LONG_LINK.toLocaleString('en')}: a saved figure, opened again here, keeps everything.`;
  return copyText(url, length > LONG_LINK ? long : `The link is copied; ${does}.`, notify);
}

/**
 * Copies a link to a state of the page.
 * @param figure id of the figure that it leads to; '' for none
 */
export const copyLink = (hash: string, figure: string, notify: Notify) =>
  copyUrl(pageUrl() + sealed(leadingTo(figure, hash)), 'it restores every setting', notify);

const leadingTo = (figure: string, hash: string) =>
  figure && !hash.includes('present=')
    ? `${hash}${hash.includes('?') ? '&' : '?'}at=${figure}`
    : hash;

/** Copies such a link by way of the page of a lab, which shows a preview where it is posted. */
export const copyPreviewed = (lab: string, hash: string, notify: Notify) =>
  copyUrl(
    `${pageBase()}${labPath(lab)}${location.search}${sealed(hash)}`,
    'it restores every setting, and shows a picture where it is posted',
    notify,
  );
