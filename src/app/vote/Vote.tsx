import { useEffect, useMemo, useRef, useState } from 'react';
import { letterOf } from '../../lecture/letters';
import { shortHash } from '../../lecture/links';
import { sceneTexts } from '../../lecture/texts';
import { useDrawnRoute } from '../hooks';
import { useServices } from '../services';
import { useHashQuery } from '../useHashQuery';
import { Sign, signOf } from './Sign';
import { answerIn, createBallot, keptOf, tallyOf } from './tally';
import { words } from './words';

/** A question on a phone: the answer that is tapped becomes the whole screen, to be held up. */
export default function Vote() {
  const query = useHashQuery();
  const scene = query.get('scene') ?? '';
  useDrawnRoute(`vote/scene-${scene}`);
  if (!Object.hasOwn(sceneTexts, scene))
    return (
      <main className="vote" id="main">
        <h1>{words.none}</h1>
        <a href={shortHash(1)}>{words.lecture}</a>
      </main>
    );
  return <Question key={scene} scene={Number(scene)} tally={tallyOf(query)} />;
}

interface QuestionProps {
  readonly scene: number;
  /** Where votes are counted, or null. */
  readonly tally: string | null;
}

function Question({ scene, tally }: QuestionProps) {
  const { progress } = useServices();
  const kept = useMemo(() => keptOf('said', scene), [scene]);
  const ballot = useMemo(() => tally && createBallot(tally, scene), [tally, scene]);
  const [said, setSaid] = useState(() => answerIn(kept));
  const [counted, setCounted] = useState(() => ballot && ballot.counted());
  const { question, answers } = sceneTexts[scene];
  const hold = (answer: number | null) => {
    setSaid(answer);
    kept.write(answer);
  };
  const say = (answer: number) => {
    hold(answer);
    progress.say(scene, answer);
    if (ballot) void ballot.say(answer).then((is) => is && setCounted(answer));
  };
  if (said !== null && said <= answers.length)
    return (
      <Card
        answer={said}
        text={answers[said - 1]}
        counted={counted === said}
        onBack={() => hold(null)}
      />
    );
  return (
    <main className="vote" id="main">
      <h1>{question}</h1>
      <ol className="vote-answers">
        {answers.map((text, i) => (
          <li key={text}>
            <button type="button" onClick={() => say(i + 1)}>
              <Sign answer={i + 1} />
              <span>
                <span className="visually-hidden">{letterOf(i + 1)}: </span>
                {text}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </main>
  );
}

interface CardProps {
  readonly answer: number;
  readonly text: string;
  readonly counted: boolean;
  onBack(): void;
}

/** One answer as a whole screen. */
function Card({ answer, text, counted, onBack }: CardProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <main className="vote-card" id="main" style={{ background: signOf(answer).color }}>
      <h1 className="visually-hidden">{words.title}</h1>
      <button
        ref={button}
        type="button"
        aria-label={words.said(letterOf(answer), text)}
        onClick={onBack}
      >
        <Sign answer={answer} />
      </button>
      <p>{words.change}</p>
      <p role="status">{counted && words.counted}</p>
    </main>
  );
}
