import MenuPopup from '../ui/overlay/MenuPopup';
import type { MenuItem, Popup } from '../ui/overlay/types';
import { copyPreviewed } from './copy';
import type { Opened } from './Dialogs';
import { usePlace } from './hooks';
import { useServices } from './services';

interface ShareMenuProps extends Popup {
  onCopyLink(): void;
  onOpen(opened: Opened): void;
}

/** What of the page can be handed on, and taken in. */
export default function ShareMenu({ onCopyLink, onOpen, ...popup }: ShareMenuProps) {
  const { navigation, notices } = useServices();
  const lab = usePlace('lab');
  const inLab: readonly MenuItem[] = [
    { label: 'Copy link to this state', onSelect: onCopyLink },
    {
      label: 'Copy link with a preview',
      onSelect: () => void copyPreviewed(lab, navigation.hashOf(lab), notices.add),
    },
  ];
  const items: readonly MenuItem[] = [
    ...(lab ? inLab : []),
    { label: 'Copy embed code…', onSelect: () => onOpen({ kind: 'embed', figure: null }) },
    { label: 'Open a saved figure or course…', onSelect: () => onOpen({ kind: 'receipt' }) },
    { label: 'Handout to print', onSelect: () => navigation.open('#/handout') },
    { label: 'Make a course…', onSelect: () => onOpen({ kind: 'course' }) },
    ...(lab ? [{ label: 'Make a lesson…', onSelect: () => onOpen({ kind: 'lesson' }) }] : []),
    { label: 'Cite…', onSelect: () => onOpen({ kind: 'cite' }) },
    { label: 'Report a problem…', onSelect: () => onOpen({ kind: 'report', receipt: '' }) },
  ];
  return <MenuPopup {...popup} items={items} />;
}
