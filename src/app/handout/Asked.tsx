import { Suspense } from 'react';
import { letterOf } from '../../lecture/letters';
import type { SceneText } from '../../lecture/texts';
import Qr from '../../ui/qr/Qr';
import { Awaited, Recorded } from './Recorded';
import { words } from './words';

/** A scene as the handout has it. */
export interface HandoutScene {
  readonly id: number;
  /** Number of the right answer, from 1. */
  readonly right: number;
  readonly address: string;
  readonly text: SceneText;
}

/** One question with its figure, boxes to tick and room to write. */
export function Asked({ id, address, text, place }: HandoutScene & { readonly place: number }) {
  return (
    <li className="handout-scene">
      <h2>
        {place}. {text.sentence}
      </h2>
      <p>{text.setting}</p>
      <Suspense fallback={<Awaited />}>
        <Recorded scene={id} label={words.figure(text.name)} />
      </Suspense>
      <p className="handout-question">{text.question}</p>
      <div className="handout-answer">
        <ul>
          {text.answers.map((answer, i) => (
            <li key={answer}>
              <span className="handout-box" aria-hidden="true" />
              <span className="handout-letter">{letterOf(i + 1)}</span> {answer}
            </li>
          ))}
        </ul>
        <Qr address={address} label={words.code(text.name)} />
      </div>
      <p className="handout-lines">{words.why}</p>
      <p className="handout-link">
        <a href={address}>{address.replace(/^https?:\/\//, '')}</a>
      </p>
    </li>
  );
}
