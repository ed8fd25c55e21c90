import { letterOf } from '../../lecture/letters';
import { notation } from '../../lecture/notation';
import type { HandoutScene } from './Asked';
import { words } from './words';

/** The last page: what was right, and what the signs mean. */
export function Answered({ list }: { readonly list: readonly HandoutScene[] }) {
  return (
    <div className="handout-last">
      <section aria-labelledby="handout-answers">
        <h2 id="handout-answers">{words.answers}</h2>
        <ol>
          {list.map(({ id, right, text }) => (
            <li key={id}>
              <strong>{letterOf(right)}:</strong> {text.reveal}
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="handout-notation">
        <h2 id="handout-notation">{words.notation}</h2>
        <dl>
          {notation.entries.map(({ id, name, sign, sentence }) => (
            <div key={id}>
              <dt>
                {sign && <span className="handout-sign">{sign}</span>} {name}
              </dt>
              <dd>{sentence}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
