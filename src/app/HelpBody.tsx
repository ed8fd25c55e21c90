import { useVanilla } from '../state/react';
import { Kbd } from '../ui/basics';
import { Toggle } from '../ui/controls/choices';
import { repositoryOf } from './repository';
import { useServices } from './services';

const groups: readonly { title: string; keys: readonly (readonly [string[], string])[] }[] = [
  {
    title: 'Sliders and draggable marks',
    keys: [
      [['←', '→'], 'Next round value'],
      [['Shift', '←', '→'], 'Coarse step'],
      [['Home', 'End'], 'Smallest and largest value'],
    ],
  },
  {
    title: 'Presentation',
    keys: [
      [['Page Down', 'n'], 'Next figure'],
      [['Page Up', 'p'], 'Previous figure'],
      [['b', '.'], 'Blank the screen'],
      [['f'], 'Full screen'],
      [['Esc'], 'Leave'],
    ],
  },
  {
    title: 'Scenes of the lecture',
    keys: [
      [['1', '2', '3'], 'Answer'],
      [['Enter'], 'Reveal'],
      [['u'], 'Undo a step'],
      [['r'], 'Restore the scene'],
      [['h'], 'Hide the controls'],
      [['v'], 'QR code for voting on phones'],
      [['s'], 'Window with notes for the speaker'],
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      [['g'], 'Notation: signs, words, names elsewhere'],
      [['?'], 'This help'],
    ],
  },
];

const KEPT =
  'This browser keeps the whole page: it works without a network, and a new version waits until you load it.';
const NOT_KEPT =
  'This browser has not kept the page, which needs a network. A visit is enough where service workers are allowed.';

const isKept = () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

export default function HelpBody() {
  const { preferences } = useServices();
  const source = repositoryOf(location);
  const shortcuts = useVanilla(preferences, (state) => state.shortcuts);
  return (
    <>
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3 className="help-title">{title}</h3>
          <dl className="facts">
            {keys.map(([names, meaning]) => (
              <div key={meaning}>
                <dt>
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <section>
        <h3 className="help-title">Accessibility</h3>
        <p>
          Sliders and marks obey the keyboard; figures are described, and most have their numbers as
          a table in their menu. Tests hold the pages against axe in Chromium; nobody who relies on
          a screen reader has tried them yet. What does not work can be told by Share, Report a
          problem.
          {source && ' '}
          {source && <a href={`${source}/blob/main/docs/accessibility.md`}>The whole statement</a>}
        </p>
      </section>
      <section>
        <h3 className="help-title">Without a network</h3>
        <p>{isKept() ? KEPT : NOT_KEPT}</p>
      </section>
      <Toggle
        label="Single-key shortcuts"
        checked={shortcuts}
        onChange={(on) => preferences.set({ shortcuts: on })}
      />
    </>
  );
}
