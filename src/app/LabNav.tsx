import { use } from 'react';
import { shortHash } from '../lecture/links';
import { Icon } from '../ui/Icon';
import { PopoverContext } from '../ui/overlay/popover-context';
import { Popover } from '../ui/overlay/Popover';
import { useCrowded } from '../ui/useMedia';
import { usePlace } from './hooks';
import { useServices } from './services';

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
          <div className="lab-list">
            <LabLinks />
          </div>
        </Popover>
      ) : (
        <LabLinks />
      )}
    </nav>
  );
}

/** The lecture and every lab; the list that a button has opened closes once one is chosen. */
function LabLinks() {
  const { sessions, navigation } = useServices();
  const current = usePlace('lab');
  const { close } = use(PopoverContext);
  return (
    <>
      <a href={shortHash(1)}>Lecture</a>
      {sessions.labs.map(({ id, title }) => (
        <a
          key={id}
          href={navigation.hashOf(id)}
          aria-current={id === current ? 'page' : undefined}
          onClick={(event) => {
            // settings have changed since the link was drawn
            event.currentTarget.setAttribute('href', navigation.hashOf(id));
            close();
          }}
        >
          {title}
        </a>
      ))}
    </>
  );
}
