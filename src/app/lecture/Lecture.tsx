import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { hashOfScene } from '../../lecture/links';
import { scenesOf, type Scene } from '../../lecture/scenes';
import { groupNames, sceneTexts } from '../../lecture/texts';
import type { OpenLab } from '../../labs/kit/lab';
import { QuestionContext } from '../../labs/kit/question';
import { useVanilla } from '../../state/react';
import type { SceneAt } from '../../state/route';
import { IconButton } from '../../ui/basics';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { FigureContext } from '../../ui/figure/context';
import { useMotion } from '../../ui/useMedia';
import { useDrawnRoute, useOpenLab, usePlace } from '../hooks';
import { useBigScreen, toggleFullscreen } from '../big-screen';
import { useLectureKeys, type LectureCommand } from './keys';
import { useServices } from '../services';
import { easeTo } from './ease';
import { Question } from './Question';

/** A scene of the lecture: a sentence, a figure, a question, and its answer once that is asked for. */
export default function Lecture() {
  const { navigation, sessions } = useServices();
  const at = usePlace('scene')!;
  const lab = usePlace('lab');
  const open = useOpenLab();
  const list = useMemo(
    () =>
      scenesOf(
        at.course,
        sessions.labs.map(({ id }) => id),
      ),
    [at.course, sessions],
  );
  const scene = list.find(({ id }) => id === at.id);
  useBigScreen();
  useDrawnRoute(`${lab}/scene-${at.id}`);
  if (scene) return <Stage key={scene.id} {...{ at, list, scene, open }} />;
  return (
    <main className="lecture-missing" id="main">
      <h1>There is no scene {at.id} here</h1>
      <p>
        The lecture has {list.length} scenes. <a href="#/lecture">Open the first.</a>
      </p>
      <IconButton icon="close" label="Leave" onClick={() => navigation.stage(null)} />
    </main>
  );
}

interface StageProps {
  readonly at: SceneAt;
  readonly list: readonly Scene[];
  readonly scene: Scene;
  readonly open: OpenLab;
}

function Stage({ at, list, scene, open }: StageProps) {
  const { preferences } = useServices();
  const shortcuts = useVanilla(preferences, (state) => state.shortcuts);
  const [blank, setBlank] = useState(false);
  const [bare, setBare] = useState(false);
  const steps = useSteps({ at, list, scene, open });
  // the figure first, whatever a thumb has scrolled to
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [at.asks]);
  const text = sceneTexts[scene.id];
  const figure = open.figures.find(({ id }) => id === scene.figure)!;
  const index = list.indexOf(scene);
  const commands: Readonly<Record<LectureCommand, () => boolean>> = {
    next: steps.next,
    previous: steps.previous,
    reveal: () => at.asks && done(steps.reveal()),
    blank: () => done(setBlank(!blank)),
    leave: () => done(steps.leave()),
    fullscreen: () => done(toggleFullscreen()),
    controls: () => done(setBare(!bare)),
    restore: () => done(steps.restore()),
  };
  useLectureKeys(
    shortcuts,
    (command) => {
      if (blank && command !== 'leave') return done(setBlank(false));
      return commands[command]();
    },
    (answer) => at.asks && answer <= text.answers.length && done(steps.say(answer)),
  );
  return (
    <main className="presentation lecture" id="main" aria-label={`Scene ${scene.id}`}>
      <header className="lecture-head">
        <p className="lecture-where">
          {index + 1} of {list.length} · {groupNames[scene.group]}
        </p>
        <h1>{text.sentence}</h1>
      </header>
      <div className="lecture-body">
        <SceneFigure {...{ at, scene, figure }} />
        <Question
          key={String(at.asks)}
          text={text}
          right={scene.right}
          at={at}
          onSay={steps.say}
          onReveal={steps.reveal}
        />
      </div>
      <footer
        className="presentation-controls"
        data-bare={bare || undefined}
        data-asks={at.asks || undefined}
        data-runs={scene.runs || undefined}
      >
        {open.controls('presentation', figure.id)}
        <SceneNav {...{ at, index, steps }} count={list.length} />
      </footer>
      {blank && (
        <button
          type="button"
          className="blank"
          aria-label="The screen is blank; press to go on"
          onClick={() => setBlank(false)}
        />
      )}
    </main>
  );
}

interface SceneNavProps {
  readonly at: SceneAt;
  readonly index: number;
  readonly count: number;
  readonly steps: ReturnType<typeof useSteps>;
}

/** Back, on, and out into the lab. */
function SceneNav({ at, index, count, steps }: SceneNavProps) {
  return (
    <nav className="presentation-nav" aria-label="Scenes">
      <IconButton
        icon="previous"
        label="Back (Page Up)"
        disabled={index === 0 && at.asks}
        onClick={steps.previous}
      />
      <span>
        {index + 1}/{count}
      </span>
      <IconButton
        icon="next"
        label={at.asks ? 'Reveal (Page Down)' : 'Next scene (Page Down)'}
        disabled={index === count - 1 && !at.asks}
        onClick={steps.next}
      />
      <IconButton icon="close" label="Explore it in the lab (Escape)" onClick={steps.leave} />
    </nav>
  );
}

/** A command that always has an effect. */
const done = (_: void): true => true;

/** What leads from a step of a scene to the next. */
function useSteps({ at, list, scene, open }: StageProps) {
  const { navigation, progress } = useServices();
  const motion = useMotion();
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);
  const index = list.indexOf(scene);
  const { asks, course } = at;
  const go = (target: Scene | undefined, isAsked: boolean): boolean => {
    stop.current();
    if (target) navigation.open(hashOfScene(target, course, isAsked));
    return target !== undefined;
  };
  const reveal = () => {
    progress.see(scene.id);
    navigation.stage({ ...at, asks: false });
    stop.current();
    stop.current = easeTo(open.store, scene.to, motion ? requestAnimationFrame : null);
    if (scene.runs) open.train();
  };
  return {
    reveal,
    next: () => (asks ? done(reveal()) : go(list[index + 1], true)),
    previous: () => (asks ? go(list[index - 1], false) : go(scene, true)),
    say(answer: number) {
      progress.say(scene.id, answer);
      navigation.stage({ ...at, said: answer });
    },
    restore: () => void go(scene, asks),
    leave() {
      stop.current();
      navigation.stage(null);
    },
  };
}

interface SceneFigureProps extends Pick<StageProps, 'at' | 'scene'> {
  readonly figure: OpenLab['figures'][number];
}

/** The figure, without what would answer the open question, and with the answer that was given. */
function SceneFigure({ at, scene, figure }: SceneFigureProps) {
  const actions = useContext(FigureContext);
  const { asks, said } = at;
  const quiet = asks ? `Scene ${scene.id}: ${figure.title}` : null;
  const shown = useMemo(() => ({ ...actions, presenting: true, quiet }), [actions, quiet]);
  const asked = useMemo(() => {
    const { hides, withholds = [], ghosts, ghostGoes } = scene;
    const isDrawn = said !== null && (asks || !ghostGoes);
    return {
      hides: asks ? [...hides, ...withholds] : withholds,
      ghost: (isDrawn && ghosts?.[said - 1]) || null,
    };
  }, [asks, said, scene]);
  const render = useCallback(() => figure.render(), [figure]);
  return (
    <div className="presentation-figure" data-asks={asks || undefined}>
      <style>{asked.hides.map((part) => `[data-part~="${part}"]{display:none}`).join('')}</style>
      <FigureContext value={shown}>
        <QuestionContext value={asked}>
          <ErrorBoundary name="this figure">{render()}</ErrorBoundary>
        </QuestionContext>
      </FigureContext>
    </div>
  );
}
