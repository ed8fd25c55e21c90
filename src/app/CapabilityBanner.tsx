import { useState } from 'react';
import { IconButton } from '../ui/basics';

const whatItCosts =
  'Everything works; while you drag, each frame is made of fewer samples and shows more noise.';

/** Says plainly what this browser cannot do and what that costs; it can be sent away. */
export function CapabilityBanner({ message }: { message: string }) {
  const [dismissed, setDismissed] = useState('');
  if (dismissed === message) return null;
  return (
    <aside className="capability" aria-label="About this browser">
      <p>
        <strong>{message}</strong> {whatItCosts}
      </p>
      <IconButton icon="close" label="Dismiss" onClick={() => setDismissed(message)} />
    </aside>
  );
}
