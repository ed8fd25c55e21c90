import { useState } from 'react';
import { useVanilla } from '../state/react';
import { IconButton } from '../ui/basics';
import { useCompute } from './hooks';

const whatItCosts =
  'Everything works; while you drag, each frame is made of fewer samples and shows more noise.';

/** Says plainly what this browser cannot do and what that costs; it can be sent away. */
export default function CapabilityBanner() {
  const { degraded, note: message } = useVanilla(useCompute().status);
  const [dismissed, setDismissed] = useState('');
  if (!degraded || dismissed === message) return null;
  return (
    <aside className="capability" aria-label="About this browser">
      <p>
        <strong>{message}</strong> {whatItCosts}
      </p>
      <IconButton icon="close" label="Dismiss" onClick={() => setDismissed(message)} />
    </aside>
  );
}
