import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName, type Outline } from './Icon';

export type Tone = 'neutral' | 'good' | 'warning' | 'error';

/** A short fact in a pill; the tone is shown by a mark as well as by colour. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>;
}

/** A button that shows an icon; `label` is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  ...rest
}: { icon: IconName | Outline; label: string } & ComponentProps<'button'>) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}

export interface ShownNotice {
  readonly id: number;
  readonly tone: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly details?: readonly string[];
  readonly action?: { readonly label: string; run(): void };
}

/** Sentences for the reader, announced politely, each of which can be sent away. */
export function Notices(props: { notices: readonly ShownNotice[]; onDismiss(id: number): void }) {
  return (
    <section className="notices" aria-label="Notices" role="status" aria-live="polite">
      {props.notices.map(({ action, ...notice }) => (
        <div key={notice.id} className="notice" data-tone={notice.tone}>
          <NoticeText {...notice} />
          {action && (
            <button type="button" className="button" onClick={action.run}>
              {action.label}
            </button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => props.onDismiss(notice.id)} />
        </div>
      ))}
    </section>
  );
}

function NoticeText({ message, details = [] }: ShownNotice) {
  if (details.length === 0) return <span>{message}</span>;
  return (
    <details>
      <summary>{message}</summary>
      <ul>
        {details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
    </details>
  );
}
