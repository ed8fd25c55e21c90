import { hashOfScene } from '../../lecture/links';
import type { Scene } from '../../lecture/scenes';
import { groupNames, sceneTexts } from '../../lecture/texts';
import { Colophon } from '../about/Colophon';
import { CourseDrop } from '../course/CourseDrop';
import { Glyph } from './Glyph';
import { LabCards } from './LabCards';
import { words } from './words';

interface SceneStripProps {
  readonly list: readonly Scene[];
  readonly seen: readonly number[];
}

/** All scenes, the labs, and whose work it is; a course can be dropped. */
export default function Contents(props: SceneStripProps) {
  return (
    <>
      <SceneStrip {...props} />
      <LabCards />
      <Colophon />
      <CourseDrop />
    </>
  );
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
                    <Glyph scene={scene.id} />
                    <span>
                      <span className="home-scene-number">{list.indexOf(scene) + 1}</span>{' '}
                      {sceneTexts[scene.id].name}
                      {seen.includes(scene.id) && <span className="visually-hidden"> (seen)</span>}
                    </span>
                  </a>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}
