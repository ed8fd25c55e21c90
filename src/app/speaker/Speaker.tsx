import { useEffect, useMemo, useState } from 'react';
import { steps, type Command, type Shown } from '../../lecture/exchange';
import { textOf } from '../../lecture/own-text';
import { scenesOf } from '../../lecture/scenes';
import { groupNames, type SceneText } from '../../lecture/texts';
import { keptIn } from '../../state/kept';
import { useVanilla } from '../../state/react';
import { parseHash, type SceneAt } from '../../state/route';
import { Badge } from '../../ui/basics';
import { toggleFullscreen } from '../big-screen';
import { useDrawnRoute } from '../hooks';
import { useLectureKeys, type LectureCommand } from '../lecture/keys';
import { useServices } from '../services';
import { useCounts } from '../vote/useCounts';
import { createSpeaker, type Speaker as SpeakerEnd } from './speaker';
import { JumpList } from './JumpList';
import { Now } from './Now';
import { Steps } from './Steps';
import { Times } from './Times';
import { browserClock, greet, openTransport } from './windows';
import { words } from './words';

/** The speaker's window: notes, time and steps of the lecture that another window shows. */
export default function Speaker() {
  const [speaker] = useState(openSpeaker);
  useDrawnRoute('speaker');
  useEffect(() => {
    if (!speaker) return undefined;
    const over = greet(speaker.hello, speaker.goodbye);
    return () => {
      over();
      speaker.close();
    };
  }, [speaker]);
  return (
    <main className="speaker" id="main">
      <h1 className="visually-hidden">{words.title}</h1>
      {speaker ? <Desk speaker={speaker} /> : <p className="speaker-alone">{words.noRoom}</p>}
    </main>
  );
}

function openSpeaker(): SpeakerEnd | null {
  const room = new URLSearchParams(parseHash(location.hash).query).get('room');
  if (room === null) return null;
  const opener = window.opener as Window | null;
  const transport = openTransport(room, opener ?? window);
  const kept = keptIn(() => sessionStorage, `noisy-argmax:timing-${room}`);
  return createSpeaker({ transport, clock: browserClock, kept });
}

function Desk({ speaker }: { speaker: SpeakerEnd }) {
  const { sessions } = useServices();
  const { shown, last, timing } = useVanilla(speaker.view);
  const contact = useVanilla(speaker.contact);
  const course = last?.course ?? null;
  const own = shown?.own ?? null;
  const list = useMemo(() => scenesOf(course, sessions.ids, own?.scenes), [course, own, sessions]);
  const at = shown?.at ?? null;
  const index = list.findIndex(({ id }) => id === at?.id);
  const scene = list.at(index);
  const next = list.at(index + 1);
  const counts = useCounts(at?.asks ? at.id : null, browserClock);
  useSpeakerKeys(speaker.send, at);
  const state = contact === 'here' ? 'good' : contact === 'lost' ? 'error' : 'neutral';
  return (
    <>
      <header className="speaker-top">
        <p role="status">
          <Badge tone={state}>{words.contact[contact]}</Badge>
        </p>
        <Times {...{ timing, list }} clock={browserClock} onRestart={speaker.restart} />
      </header>
      {at && scene && index >= 0 ? (
        <Now
          at={at}
          right={scene.right}
          where={words.where(index + 1, list.length, groupNames[scene.group])}
          text={textOf(scene.id, own)}
          counts={counts}
          onSay={(answer) => speaker.send({ do: 'say', answer })}
        />
      ) : (
        <p className="speaker-alone">{shown ? words.elsewhere : words.contact.none}</p>
      )}
      <aside className="speaker-side" aria-label={words.jump}>
        <NextScene text={index >= 0 && next ? textOf(next.id, own) : null} />
        <JumpList
          {...{ list, timing, own }}
          clock={browserClock}
          current={at?.id ?? null}
          onJump={(id) => speaker.send({ do: 'jump', scene: id })}
        />
      </aside>
      <Steps {...stateOf(shown)} isLast={index === list.length - 1} onStep={speaker.send} />
    </>
  );
}

const stateOf = (shown: Shown | null) => ({
  asks: shown?.at?.asks ?? null,
  blank: shown?.blank ?? false,
});

function NextScene({ text }: { text: SceneText | null }) {
  return (
    <section className="speaker-next">
      <h2>{words.nextScene}</h2>
      <p>{text ? words.nextIs(text) : words.lastScene}</p>
    </section>
  );
}

const isStep = (command: LectureCommand): command is (typeof steps)[number] =>
  steps.some((step) => step === command);

/** The keys of a scene do the same here. */
function useSpeakerKeys(send: (command: Command) => void, at: SceneAt | null): void {
  const { preferences } = useServices();
  const shortcuts = useVanilla(preferences, (state) => state.shortcuts);
  useLectureKeys(
    shortcuts,
    (command) => {
      if (command === 'fullscreen') toggleFullscreen();
      if (isStep(command)) send({ do: command });
      return true;
    },
    (answer) => {
      if (at?.asks) send({ do: 'say', answer });
      return true;
    },
  );
}
