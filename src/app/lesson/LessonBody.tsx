import { useState } from 'react';
import { figurePart } from '../../labs/kit/lesson-names';
import { sealed } from '../../state/link-check';
import { Select, Toggle } from '../../ui/controls/choices';
import { copyText, pageUrl } from '../copy';
import { EmbedCode } from '../embed/EmbedCode';
import { useOpenLab, usePlace } from '../hooks';
import { useServices } from '../services';
import { choiceOf, lessonHash, toggled, type Choice } from './choice';
import { SettingsTable } from './SettingsTable';
import { lessonWords as words } from './words';

/** Chooses what a lesson leaves and locks, and gives its link. */
export default function LessonBody() {
  const { navigation, notices } = useServices();
  const { figures, store, trains } = useOpenLab();
  const lesson = usePlace('lesson');
  const lab = usePlace('lab');
  const choices = { params: Object.keys(store.table), figures: figures.map(({ id }) => id) };
  const [choice, setChoice] = useState(() => choiceOf(choices, lesson, null));
  const change = (patch: Partial<Choice>) => setChoice({ ...choice, ...patch });
  const show = (name: string, isIn: boolean) => change({ show: toggled(choice.show, name, isIn) });
  const hash = lessonHash(navigation.hashOf(lab), choices, choice);
  const link = pageUrl() + sealed(hash);
  const parts = Object.entries(words.partNames).filter(([name]) => trains || name !== 'run');
  const titleOf = (id: string | null) =>
    figures.find((figure) => figure.id === id)?.title ?? document.title;
  const titled = figures.map(({ id, title }) => [figurePart(id), title] as const);
  return (
    <div className="receipt">
      <p>{words.about}</p>
      <SettingsTable table={store.table} choice={choice} onChange={change} />
      <Toggles title={words.parts} names={parts} shown={choice.show} onShow={show} />
      <Toggles title={words.figures} names={titled} shown={choice.show} onShow={show} />
      <Select
        label={words.alone}
        options={[
          { value: '', label: words.all },
          ...figures.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={choice.alone ?? ''}
        onChange={(id) => change({ alone: id || null })}
      />
      <Toggle
        label={words.strict}
        checked={choice.strict}
        onChange={(strict) => change({ strict })}
      />
      <pre className="citation-bibtex" role="region" aria-label={words.link}>
        {link}
      </pre>
      <button
        type="button"
        className="button primary"
        onClick={() => void copyText(link, words.copied, notices.add)}
      >
        {words.copy}
      </button>
      <EmbedCode hash={hash} title={titleOf(choice.alone)} />
    </div>
  );
}

interface TogglesProps {
  readonly title: string;
  readonly names: readonly (readonly [name: string, label: string])[];
  readonly shown: readonly string[];
  onShow(name: string, isIn: boolean): void;
}

function Toggles({ title, names, shown, onShow }: TogglesProps) {
  return (
    <fieldset className="choices">
      <legend>{title}</legend>
      {names.map(([name, label]) => (
        <Toggle
          key={name}
          label={label}
          checked={shown.includes(name)}
          onChange={(isIn) => onShow(name, isIn)}
        />
      ))}
    </fieldset>
  );
}
