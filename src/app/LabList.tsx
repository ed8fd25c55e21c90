import { use } from 'react';
import { PopoverContext } from '../ui/overlay/popover-context';
import { LabLinks } from './LabLinks';

/** The links to the labs, one below the other, in what a button has opened. */
export default function LabList() {
  const { close } = use(PopoverContext);
  return (
    <div className="lab-list">
      <LabLinks onFollow={close} />
    </div>
  );
}
