import { hashOfScene } from '../../lecture/links';
import type { Scene } from '../../lecture/scenes';
import { groupNames, sceneTexts } from '../../lecture/texts';
import { useVanilla } from '../../state/react';
import { FileDrop } from '../../ui/FileDrop';
import { useServices } from '../services';
import { Colophon } from '../about/Colophon';
import { Glyph } from './Glyph';
import { LabCards } from './LabCards';
import { words } from './contents-words';

interface SceneStripProps {
  readonly list: readonly Scene[];
}

/** All scenes, the labs, and whose work it is; a course can be dropped. */
export default function Contents(props: SceneStripProps) {
  return (
    <>
      <SceneStrip {...props} />
      <LabCards />
      <Colophon />
      <FileDrop />
    </>
  );
}

/** All scenes in their groups: the table of contents, and how far one has come. */
function SceneStrip({ list }: SceneStripProps) {
  const { progress } = useServices();
  const { seen, said } = useVanilla(progress);
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
                  <SceneLink
                    {...{ scene }}
                    place={list.indexOf(scene) + 1}
                    isSeen={seen.includes(scene.id)}
                    said={said[scene.id] ?? null}
                  />
                </li>
              ))}
          </ol>
        </section>
      ))}
      {(seen.length > 0 || Object.keys(said).length > 0) && (
        <p className="home-over">
          <button type="button" className="button" onClick={progress.forget}>
            {words.startOver}
          </button>
          <span className="muted">{words.startOverNote}</span>
        </p>
      )}
    </nav>
  );
}

interface SceneLinkProps {
  readonly scene: Scene;
  /** In the list, from 1. */
  readonly place: number;
  readonly isSeen: boolean;
  /** The answer that was given, from 1; null where none was. */
  readonly said: number | null;
}

function SceneLink({ scene: { id, right }, scene, place, isSeen, said }: SceneLinkProps) {
  const { name, answers } = sceneTexts[id];
  const answer = said === null ? undefined : answers[said - 1];
  return (
    <a href={hashOfScene(scene, null)} data-seen={isSeen || undefined}>
      <Glyph scene={id} />
      <span>
        <span className="home-scene-number">{place}</span> {name}
        {isSeen && <span className="visually-hidden"> ({words.seen})</span>}
      </span>
      {answer !== undefined && (
        <span className="muted" title={words.said(answer, isSeen ? answers[right - 1] : null)}>
          {words.verdict(isSeen ? said === right : null)}
        </span>
      )}
    </a>
  );
}
