import { backendChoices } from '../compute/service';
import type { NoticeStore } from '../state/notices';

/** The backend that the address asks for is taken up by the work of a lab; an unknown one is named. */
export function nameUnknownBackend(search: string, notices: NoticeStore): void {
  const wanted = new URLSearchParams(search).get('backend');
  if (wanted === null || backendChoices.some((choice) => choice === wanted)) return;
  const list = backendChoices.join(', ');
  notices.add(
    `The backend "${wanted.slice(0, 40)}" is unknown; it can be ${list}. It is chosen automatically.`,
    'warning',
  );
}
