import type { NoticeStore } from '../state/notices';

/** Long enough to read a sentence twice. */
const READING_TIME = 8000;

/** Good news goes by itself; warnings, errors and what asks for something stay until they are sent away. */
export function letNewsPass(notices: NoticeStore): void {
  notices.subscribe((shown, before) => {
    for (const { id, tone, action } of shown) {
      const isNew = !before.some((notice) => notice.id === id);
      if (isNew && tone === 'info' && !action) setTimeout(() => notices.dismiss(id), READING_TIME);
    }
  });
}
