import { Suspense, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { hashOfScene } from '../../lecture/links';
import type { Course } from '../../lecture/course';
import { textOf } from '../../lecture/own-text';
import { scenesOf, type Scene } from '../../lecture/scenes';
import { groupNames, keyHints } from '../../lecture/texts';
import type { OpenLab } from '../../labs/kit/lab';
import { QuestionContext } from '../../labs/kit/question';
import { useVanilla } from '../../state/react';
import type { SceneAt } from '../../state/route';
import { IconButton } from '../../ui/basics';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { FigureContext } from '../../ui/figure/context';
import { FileDrop } from '../../ui/FileDrop';
import { lazyPart } from '../../ui/lazy-part';
import { useMotion } from '../../ui/useMedia';
import { useDrawnRoute, useOpenLab, usePlace } from '../hooks';
import { nextPicture } from '../../ui/next-picture';
import { useBigScreen, toggleFullscreen } from '../big-screen';
import { done } from '../keys';
import { EmbedLink } from '../embed/EmbedLink';
import { useLectureKeys, type LectureCommand } from './keys';
import { useServices } from '../services';
import { useOwnCourse } from '../course/useOwnCourse';
import type { Audience } from '../speaker/audience';
import { AudienceMarks } from '../speaker/AudienceMarks';
import { useAudience } from '../speaker/useAudience';
import { easeTo } from './ease';
import { ASKED, Question } from './Question';
import { words } from './words';

const VoteCode = lazyPart(() => import('../vote/VoteCode'));

/** A scene of the lecture: a sentence, a figure, a question, and its answer once that is asked for. */
export default function Lecture() {
  const { navigation, sessions } = useServices();
  const at = usePlace('scene')!;
  const own = useOwnCourse(at.course);
  const lab = usePlace('lab');
  const open = useOpenLab();
  const list = useMemo(
    () => scenesOf(at.course, sessions.ids, own?.scenes),
    [at.course, own, sessions],
  );
  const scene = list.find(({ id }) => id === at.id);
  useBigScreen();
  useDrawnRoute(`${lab}/scene-${at.id}`);
  if (scene)
    return (
      <>
        <Stage key={scene.id} {...{ at, list, scene, own, open }} />
        <FileDrop />
      </>
    );
  return (
    <main className="lecture-missing" id="main">
      <h1>{words.missing(at.id)}</h1>
      <p>
        {words.length(own?.title ?? words.lecture, list.length)}{' '}
        {list.length > 0 && <a href={hashOfScene(list[0], at.course)}>{words.first}</a>}
      </p>
      <IconButton icon="close" label={words.leave} onClick={() => navigation.stage(null)} />
    </main>
  );
}

interface StageProps {
  readonly at: SceneAt;
  readonly list: readonly Scene[];
  readonly scene: Scene;
  readonly own: Course | null;
  readonly open: OpenLab;
}

function Stage({ at, list, scene, own, open }: StageProps) {
  const [bare, setBare] = useState(false);
  const [voting, setVoting] = useState(false);
  const steps = useSteps({ at, list, scene, own, open });
  const text = textOf(scene.id, own);
  const audience = useCommands(at, steps, text.answers.length, {
    controls: () => setBare(!bare),
    vote: () => setVoting(!voting),
  });
  // the figure first, whatever a thumb has scrolled to
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [at.asks]);
  const name = useRef<HTMLHeadingElement>(null);
  // a new scene is read out: its sentence, and what it asks as the description of that
  useEffect(() => {
    if (document.hasFocus()) name.current?.focus({ preventScroll: true });
  }, []);
  const figure = open.figures.find(({ id }) => id === scene.figure)!;
  const index = list.indexOf(scene);
  return (
    <main className="presentation lecture" id="main" aria-label={words.scene(scene.id)}>
      <header className="lecture-head">
        <p className="lecture-where">
          {own && `${own.title} · `}
          {words.where(index + 1, list.length, groupNames[scene.group])}
        </p>
        <h1 ref={name} tabIndex={-1} aria-describedby={at.asks ? ASKED : undefined}>
          {text.sentence}
        </h1>
      </header>
      <div className="lecture-body">
        <SceneFigure {...{ at, scene, figure }} />
        {voting && at.asks && (
          <Suspense>
            <VoteCode scene={scene.id} />
          </Suspense>
        )}
        <Question
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
        {index === 0 && at.asks && <p className="lecture-keys">{keyHints}</p>}
        <SceneNav {...{ at, index, steps }} count={list.length} />
      </footer>
      <AudienceMarks
        {...{ audience, text }}
        right={scene.right}
        next={index + 1 < list.length ? textOf(list[index + 1].id, own).name : null}
      />
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
  const { embedded } = useServices();
  return (
    <nav className="presentation-nav" aria-label={words.scenes}>
      <IconButton
        icon="previous"
        label={words.back}
        disabled={index === 0 && at.asks}
        onClick={steps.previous}
      />
      <span>
        {index + 1}/{count}
      </span>
      <IconButton
        icon="next"
        label={words.on(at.asks)}
        disabled={index === count - 1 && !at.asks}
        onClick={steps.next}
      />
      {embedded ? (
        <EmbedLink />
      ) : (
        <IconButton icon="close" label={words.explore} onClick={steps.leave} />
      )}
    </nav>
  );
}

/** What keys, and the speaker's window, do in a scene. */
function useCommands(
  at: SceneAt,
  steps: ReturnType<typeof useSteps>,
  answers: number,
  toggle: Readonly<Record<'controls' | 'vote', () => void>>,
): Audience {
  const { embedded, preferences } = useServices();
  const shortcuts = useVanilla(preferences, (state) => state.shortcuts);
  const commands: Readonly<Record<LectureCommand, () => boolean>> = {
    next: steps.next,
    previous: steps.previous,
    reveal: () => at.asks && done(steps.reveal()),
    blank: () => audience.run({ do: 'blank' }),
    leave: () => !embedded && done(steps.leave()),
    fullscreen: () => done(toggleFullscreen()),
    controls: () => done(toggle.controls()),
    restore: () => done(steps.restore()),
    speaker: () => done(audience.openSpeaker()),
    undo: () => audience.run({ do: 'undo' }),
    vote: () => at.asks && done(toggle.vote()),
  };
  const say = (answer: number) => at.asks && answer <= answers && done(steps.say(answer));
  const audience = useAudience((command) =>
    command.do === 'say' ? say(command.answer) : command.do !== 'jump' && commands[command.do](),
  );
  const { blank } = useVanilla(audience.state);
  useLectureKeys(
    shortcuts,
    (command) => {
      if (blank && (embedded || command !== 'leave') && command !== 'speaker')
        return commands.blank();
      return commands[command]();
    },
    say,
  );
  return audience;
}

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
    stop.current = easeTo(open.store, scene.to, motion ? nextPicture : null);
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
  const quiet = asks ? words.figure(scene.id, figure.title) : null;
  const shown = useMemo(() => ({ ...actions, presenting: true, quiet }), [actions, quiet]);
  const asked = useMemo(() => {
    const { hides, withholds = [], ghosts, ghostGoes } = scene;
    const isDrawn = said !== null && (asks || !ghostGoes);
    return {
      hides: asks ? hides : [],
      withholds,
      ghost: (isDrawn && ghosts?.[said - 1]) || null,
    };
  }, [asks, said, scene]);
  return (
    <div className="presentation-figure" data-asks={asks || undefined}>
      <style>
        {[...asked.hides, ...asked.withholds]
          .map((part) => `[data-part~="${part}"]{display:none}`)
          .join('')}
      </style>
      <FigureContext value={shown}>
        <QuestionContext value={asked}>
          <ErrorBoundary name="this figure">{figure.render()}</ErrorBoundary>
        </QuestionContext>
      </FigureContext>
    </div>
  );
}
