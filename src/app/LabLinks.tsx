import { shortHash } from '../lecture/links';
import { usePlace } from './hooks';
import { useServices } from './services';

/** The links to the lecture and to every lab. */
export function LabLinks({ onFollow }: { onFollow?(): void }) {
  const { sessions, navigation } = useServices();
  const current = usePlace('lab');
  return (
    <>
      <a href={shortHash(1)}>Lecture</a>
      {sessions.labs.map(({ id, title }) => (
        <a
          key={id}
          href={navigation.hashOf(id)}
          aria-current={id === current ? 'page' : undefined}
          onClick={onFollow}
        >
          {title}
        </a>
      ))}
    </>
  );
}
