import { hashOfScene, shortHash } from '../../lecture/links';
import { courses, scenesOf, type Scene } from '../../lecture/scenes';
import { groupNames, sceneTexts } from '../../lecture/texts';
import { useVanilla } from '../../state/react';
import { CourseDrop } from '../course/CourseDrop';
import { OwnCourse } from '../course/OwnCourse';
import { useDrawnRoute } from '../hooks';
import { useServices } from '../services';
import { Cite } from './Cite';
import { Picture } from './Picture';
import { words } from './words';

/** The front door: a moving picture, a sentence, and the ways in. */
export default function Home() {
  const { sessions, progress } = useServices();
  const { seen } = useVanilla(progress);
  const list = scenesOf(
    null,
    sessions.labs.map(({ id }) => id),
  );
  const minutes = list.reduce((sum, scene) => sum + scene.minutes, 0);
  const ahead = list.find(({ id }) => !seen.includes(id));
  useDrawnRoute('home');
  return (
    <div className="home">
      <div className="home-top">
        <section className="home-words">
          <h2 className="home-title">{words.title}</h2>
          <p className="home-lead">{words.lead}</p>
          <p className="home-doors">
            <a className="button home-door" href={shortHash(1)}>
              {words.lecture}
            </a>
            <a className="button" href={shortHash(courses['tour'][0], 'tour')}>
              {words.tour}
            </a>
            {seen.length > 0 && ahead && (
              <a className="button" href={hashOfScene(ahead, null)}>
                {words.goOn(sceneTexts[ahead.id].name)}
              </a>
            )}
            <OwnCourse />
          </p>
          <p className="muted">{words.length(list.length, minutes)}</p>
        </section>
        <section className="home-picture">
          <Picture />
        </section>
      </div>
      <SceneStrip list={list} seen={seen} />
      <LabCards />
      <Cite />
      <CourseDrop />
    </div>
  );
}

interface SceneStripProps {
  readonly list: readonly Scene[];
  readonly seen: readonly number[];
}

/** All scenes in their groups: the table of contents, and how far one has come. */
function SceneStrip({ list, seen }: SceneStripProps) {
  const groups = [...new Set(list.map(({ group }) => group))];
  return (
    <nav className="home-scenes" aria-label={words.sceneList}>
      {groups.map((group) => (
        <section key={group}>
          <h3>{groupNames[group]}</h3>
          <ol>
            {list
              .filter((scene) => scene.group === group)
              .map((scene) => (
                <li key={scene.id}>
                  <a
                    href={hashOfScene(scene, null)}
                    data-seen={seen.includes(scene.id) || undefined}
                  >
                    <span className="home-scene-number">{list.indexOf(scene) + 1}</span>{' '}
                    {sceneTexts[scene.id].name}
                    {seen.includes(scene.id) && <span className="visually-hidden"> (seen)</span>}
                  </a>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}

function LabCards() {
  const { sessions, navigation } = useServices();
  return (
    <nav className="home-labs" aria-label={words.labList}>
      {sessions.labs.map(({ id, title, line }) => (
        <a key={id} className="home-lab" href={navigation.hashOf(id)}>
          <h3>{title}</h3>
          <p>{line}</p>
        </a>
      ))}
    </nav>
  );
}
