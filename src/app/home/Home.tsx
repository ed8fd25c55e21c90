import { Suspense, useEffect, useState } from 'react';
import { hashOfScene, shortHash } from '../../lecture/links';
import { courses, scenesOf } from '../../lecture/scenes';
import { useVanilla } from '../../state/react';
import { EmbellishContext, useBusy } from '../../ui/activity';
import { lazyPart, Nothing } from '../../ui/lazy-part';
import { useDrawnRoute } from '../hooks';
import { useServices } from '../services';
import { Picture } from './Picture';
import { words } from './words';

/** What is below the picture waits until that moves. */
const Contents = lazyPart(() => import('./Contents'), Nothing);
const OwnCourse = lazyPart(() => import('../course/OwnCourse'), Nothing);

/** The page is not at rest before its lower part is there, which takes files that are dropped. */
function Awaited() {
  useBusy();
  return null;
}

/** The front door: a moving picture, a sentence, and the ways in. */
export function Home() {
  const { navigation, sessions, progress } = useServices();
  const { seen } = useVanilla(progress);
  const [drawn, setDrawn] = useState(false);
  const list = scenesOf(null, sessions.ids);
  const minutes = list.reduce((sum, scene) => sum + scene.minutes, 0);
  const ahead = list.findIndex(({ id }) => !seen.includes(id));
  useDrawnRoute('home');
  // a lecturer who has typed the address types Enter again
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent) => {
      if (key === 'Enter' && target === document.body) navigation.open(shortHash(1));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigation]);
  return (
    <div className="home">
      <div className="home-top">
        <section className="home-words">
          <h2 className="home-title">{words.title}</h2>
          <p className="home-lead">{words.lead}</p>
        </section>
        <section className="home-picture">
          <EmbellishContext value={drawn}>
            <Picture onDrawn={() => setDrawn(true)} />
          </EmbellishContext>
        </section>
        <section className="home-ways">
          <p className="home-doors">
            <a className="button home-door" href={shortHash(1)}>
              {words.lecture}
              <span className="kbd" aria-hidden="true">
                Enter
              </span>
            </a>
            <a className="button" href={shortHash(courses['tour'][0], 'tour')}>
              {words.tour}
            </a>
            {seen.length > 0 && ahead >= 0 && (
              <a className="button" href={hashOfScene(list[ahead], null)}>
                {words.goOn(ahead + 1)}
              </a>
            )}
            <Suspense>{drawn && <OwnCourse />}</Suspense>
          </p>
          <p className="muted">{words.length(list.length, minutes)}</p>
        </section>
      </div>
      <Suspense fallback={<Awaited />}>{drawn ? <Contents list={list} /> : <Awaited />}</Suspense>
    </div>
  );
}
