import { hashOfScene } from '../../lecture/links';
import { OWN, scenesOf } from '../../lecture/scenes';
import { useVanilla } from '../../state/react';
import { useServices } from '../services';

/** The door to the own course, by its title, where there is one. */
export function OwnCourse() {
  const { course, sessions } = useServices();
  const own = useVanilla(course);
  const labs = sessions.labs.map(({ id }) => id);
  const first = own && scenesOf(OWN, labs, own.scenes).at(0);
  if (!first) return null;
  return (
    <a className="button" href={hashOfScene(first, OWN)}>
      {own.title}
    </a>
  );
}
