import { lazy } from 'react';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/overlay/Popover';
import { useCrowded } from '../ui/useMedia';
import { usePlace } from './hooks';
import { LabLinks } from './LabLinks';
import { useServices } from './services';

const LabList = lazy(() => import('./LabList'));

/** The labs in a row, or where there is not room for all a button that names the one that is shown. */
export function LabNav() {
  const { labs } = useServices().sessions;
  const current = usePlace('lab');
  const crowded = useCrowded(labs.length);
  const title = labs.find(({ id }) => id === current)?.title;
  return (
    <nav className="labs" aria-label="Labs">
      {crowded ? (
        <Popover
          title="Labs"
          button={
            <>
              <span>{title ?? 'Labs'}</span>
              <Icon name="down" />
            </>
          }
          buttonLabel={title ? `Labs: ${title}` : 'Labs'}
        >
          <LabList />
        </Popover>
      ) : (
        <LabLinks />
      )}
    </nav>
  );
}
