import { useEffect, useRef, useState } from 'react';
import type { LabFigure, OpenLab } from '../labs/kit/lab';
import { figuresOf } from '../labs/kit/lesson-names';
import { useVanilla } from '../state/react';
import { shorten } from '../state/shorten';
import { IconButton } from '../ui/basics';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { FileDrop } from '../ui/FileDrop';
import { toggleFullscreen, useBigScreen } from './big-screen';
import { BlankScreen } from './BlankScreen';
import { EmbedLink } from './embed/EmbedLink';
import { useDrawnRoute, useOpenLab, usePlace, useShortcut } from './hooks';
import { done, usePresentationKeys, type PresentationCommand } from './keys';
import { useServices } from './services';

/** One figure with its controls, sized for the last row. */
export default function Presentation({ onHelp }: { onHelp(): void }) {
  const { embedded, navigation, preferences, sessions } = useServices();
  const { figures: all, controls } = useOpenLab();
  const [lesson, lab, id] = [usePlace('lesson'), usePlace('lab'), usePlace('present')];
  const shortcuts = useVanilla(preferences, (state) => state.shortcuts);
  const [blank, setBlank] = useState(false);
  const presented = all.find(isCalled(id));
  const figures = figuresOf(all, lesson, presented?.id);
  const index = Math.max(0, presented ? figures.indexOf(presented) : 0);
  const figure = figures[index];
  useMissing(presented ? null : id);
  useDrawnRoute(`${lab}/${figure.id}`);
  useBigScreen();
  useShortcut('?', onHelp);
  const main = useFocus(figure.id);

  const turn = (step: 1 | -1): boolean => {
    const target = figures[index + step];
    if (target) navigation.present(target.id);
    return target !== undefined || turnLab(step);
  };
  // one remote leads through all labs, but not out of a lesson or of what a page around shows of them
  const place = sessions.labs.findIndex((entry) => entry.id === lab);
  const neighbour = (step: 1 | -1) =>
    lesson?.show || embedded || place < 0 ? undefined : sessions.labs[place + step];
  const turnLab = (step: 1 | -1): boolean => {
    const next = neighbour(step);
    if (!next) return false;
    const nearest = ({ figures: its }: OpenLab) => its.at(step === 1 ? 0 : -1)?.id;
    // one that cannot be loaded says so when it is shown
    void sessions
      .open(next.id)
      .then(nearest, () => undefined)
      .then((id) => navigation.open(navigation.hashOf(next.id, id)));
    return true;
  };
  const commands: Readonly<Record<PresentationCommand, () => boolean>> = {
    next: () => turn(1),
    previous: () => turn(-1),
    blank: () => done(setBlank(!blank)),
    leave: () => !embedded && done(navigation.present(null)),
    fullscreen: () => done(toggleFullscreen()),
  };
  usePresentationKeys(true, shortcuts, (command) => {
    if (blank && (embedded || command !== 'leave')) return done(setBlank(false));
    return commands[command]();
  });

  return (
    <main
      className="presentation"
      id="main"
      ref={main}
      tabIndex={-1}
      aria-label={`Presentation: ${figure.title}`}
    >
      <h1 className="visually-hidden">Noisy Argmax: {figure.title}</h1>
      <div className="presentation-figure" key={figure.id}>
        <ErrorBoundary name="this figure">{figure.render()}</ErrorBoundary>
      </div>
      <footer className="presentation-controls">
        {controls('presentation', figure.id)}
        <nav className="presentation-nav" aria-label="Figures">
          <IconButton
            icon="previous"
            label="Previous figure (Page Up)"
            disabled={index === 0 && !neighbour(-1)}
            onClick={commands.previous}
          />
          <span>{`${index + 1}/${figures.length}`}</span>
          <IconButton
            icon="next"
            label="Next figure (Page Down)"
            disabled={index === figures.length - 1 && !neighbour(1)}
            onClick={commands.next}
          />
          {embedded ? <EmbedLink /> : <Leave onLeave={commands.leave} />}
        </nav>
      </footer>
      {blank && <BlankScreen onEnd={() => setBlank(false)} />}
      <FileDrop />
    </main>
  );
}

const Leave = ({ onLeave }: { onLeave(): void }) => (
  <IconButton icon="close" label="Leave (Escape)" onClick={onLeave} />
);

/** Takes the focus at the beginning, and gives it to the menu of the last figure at the end. */
function useFocus(figure: string) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(figure);
  useEffect(() => {
    last.current = figure;
  }, [figure]);
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
    return () =>
      void requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`#figure-${last.current} .figure-head button`)?.focus(),
      );
  }, []);
  return main;
}

/** Whether a figure has an id, or had it once. */
const isCalled =
  (id: string | null) =>
  (figure: LabFigure): boolean =>
    figure.id === id || (figure.formerly?.includes(id ?? '') ?? false);

/** Says that the figure of the address is not there. */
function useMissing(id: string | null): void {
  const { notices } = useServices();
  useEffect(() => {
    if (id === null) return;
    const message = `This lab has no figure called "${shorten(id)}"; the first one is shown.`;
    notices.add(message, 'warning');
  }, [id, notices]);
}
