import type { NoticeStore } from '../state/notices';

/** Long enough to read a sentence twice. */
const READING_TIME = 8000;

/** Good news goes by itself; warnings and errors stay until they are sent away. */
export function letNewsPass(notices: NoticeStore): void {
  notices.subscribe((shown, before) => {
    for (const { id, tone } of shown) {
      const isNew = !before.some((notice) => notice.id === id);
      if (isNew && tone === 'info') setTimeout(() => notices.dismiss(id), READING_TIME);
    }
  });
}
