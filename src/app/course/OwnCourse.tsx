import { startOfOwn } from '../../lecture/links';
import { useVanilla } from '../../state/react';
import { useServices } from '../services';

/** The door to the own course, by its title, where there is one. */
export default function OwnCourse() {
  const { course, sessions } = useServices();
  const own = useVanilla(course);
  const start = own && startOfOwn(own, sessions.ids);
  if (!start) return null;
  return (
    <a className="button" href={start}>
      {own.title}
    </a>
  );
}
