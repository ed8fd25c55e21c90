import { Icon } from '../Icon';

/** What a reader should know before a change: beside the label, and at the end of the help. */
export const RESTARTS = 'A change starts the training anew.';

/** The mark of a control whose change starts the training anew. The help of the control says it in words. */
export function Restarts({ when }: { readonly when: boolean | undefined }) {
  if (!when) return null;
  return (
    <span className="restarts" title={RESTARTS}>
      <Icon name="reset" />
    </span>
  );
}
