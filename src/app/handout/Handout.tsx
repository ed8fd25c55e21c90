import { useMemo } from 'react';
import { shortHash } from '../../lecture/links';
import { textOf } from '../../lecture/own-text';
import { scenesOf } from '../../lecture/scenes';
import { FileDrop } from '../../ui/FileDrop';
import { useOwnCourse } from '../course/useOwnCourse';
import { useDrawnRoute } from '../hooks';
import { isLoopback, pageBase } from '../published';
import { useServices } from '../services';
import { useHashQuery } from '../useHashQuery';
import { Answered } from './Answered';
import { Asked } from './Asked';
import { words } from './words';

/** Questions of the lecture, or of a course, on paper: answers and notation come on the last page. */
export default function Handout() {
  const { sessions } = useServices();
  const course = useHashQuery().get('course');
  const own = useOwnCourse(course);
  useDrawnRoute('handout');
  const list = useMemo(() => {
    const labs = sessions.labs.map(({ id }) => id);
    return scenesOf(course, labs, own?.scenes).map(({ id, right }) => {
      const address = new URL(shortHash(id), pageBase()).href;
      return { id, right, address, text: textOf(id, own) };
    });
  }, [course, own, sessions]);
  return (
    <main className="handout" id="main">
      <nav className="handout-bar" aria-label={words.title}>
        <a href="#/">{words.home}</a>
        {isLoopback(pageBase()) && <p>{words.local}</p>}
        <button type="button" className="button primary" onClick={() => window.print()}>
          {words.print}
        </button>
      </nav>
      <article className="handout-sheet" data-theme="light">
        <header className="handout-head">
          <h1>{own?.title ?? words.heading}</h1>
          <p>{words.about}</p>
        </header>
        <ol className="handout-scenes">
          {list.map((scene, i) => (
            <Asked key={scene.id} {...scene} place={i + 1} />
          ))}
        </ol>
        <Answered list={list} />
      </article>
      <FileDrop />
    </main>
  );
}
