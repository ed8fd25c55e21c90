import { useState, type ReactNode } from 'react';
import { IconButton } from '../../ui/basics';
import { Dialog } from '../../ui/overlay/Dialog';
import type { ControlsVariant } from './lab';

interface ControlsFrameProps {
  variant: ControlsVariant;
  /** Run, pause, step: where the lab trains. */
  transport?: ReactNode;
  /** The few knobs that the lab is about. */
  essential: ReactNode;
  /** Everything else. */
  rest: ReactNode;
}

/** The controls of a lab: all in the panel, the essential ones in a presentation and on a phone. */
export function ControlsFrame(props: ControlsFrameProps) {
  const { variant, transport, essential, rest } = props;
  if (variant === 'bar') return <Bar {...props} />;
  const first = (
    <>
      {transport}
      {essential}
    </>
  );
  if (variant === 'presentation') return first;
  return (
    <div className="controls">
      {first}
      {rest}
    </div>
  );
}

/** On a phone: what is essential under the thumb, all else in a sheet. */
function Bar({ transport, essential, rest }: ControlsFrameProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={`controls-bar${transport ? ' controls-bar-training' : ''}`}>
      {transport}
      {essential}
      <IconButton
        icon="settings"
        label="More controls"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <Dialog open={open} title="Controls" variant="sheet" onClose={() => setOpen(false)}>
        <div className="controls">{rest}</div>
      </Dialog>
    </div>
  );
}
