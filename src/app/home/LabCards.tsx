import { labLines } from '../lab-lines';
import { useServices } from '../services';
import { words } from './contents-words';

/** Pictures of the labs by file: "./labs/argmax-dark.webp". `npm run screenshots` takes them. */
const pictures = import.meta.glob<string>('./labs/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The labs and the pages beside them with what they are about, and a picture where there is one. */
export function LabCards() {
  const { sessions, navigation } = useServices();
  return (
    <nav className="home-labs" aria-label={words.labList}>
      {[...sessions.labs, ...sessions.beside].map(({ id, title }) => (
        <a key={id} className="home-lab" href={navigation.hashOf(id)}>
          <LabPicture lab={id} theme="light" />
          <LabPicture lab={id} theme="dark" />
          <h3>{title}</h3>
          <p>{labLines[id]}</p>
        </a>
      ))}
    </nav>
  );
}

/** Decoration: the text beside it says what the lab is. The style sheet shows that of the theme, and only that is loaded. */
function LabPicture({ lab, theme }: { lab: string; theme: 'light' | 'dark' }) {
  const source = pictures[`./labs/${lab}-${theme}.webp`];
  if (!source) return null;
  return (
    <img
      className="home-lab-picture"
      data-of={theme}
      {...{ src: source, width: 400, height: 240, alt: '', loading: 'lazy' }}
    />
  );
}
