import { useState } from 'react';
import { IconButton } from '../ui/basics';
import type { Capability } from './services';

/** Says plainly what this browser cannot do and what that costs; it can be sent away. */
export function CapabilityBanner({ message, cost, action }: Capability) {
  const [dismissed, setDismissed] = useState('');
  if (dismissed === message) return null;
  return (
    <aside className="capability" aria-label="About this browser">
      <p>
        <strong>{message}</strong> {cost}
      </p>
      {action && (
        <button type="button" className="button" onClick={() => action.run()}>
          {action.label}
        </button>
      )}
      <IconButton icon="close" label="Dismiss" onClick={() => setDismissed(message)} />
    </aside>
  );
}
