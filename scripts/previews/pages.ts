import { words } from '../../src/app/home/words';
import { labLines } from '../../src/app/lab-lines';
import { beside, labs } from '../../src/app/labs';
import { labPath, scenePath } from '../../src/app/previews';
import { shortHash } from '../../src/lecture/links';
import { scenes } from '../../src/lecture/scenes';
import { sceneTexts } from '../../src/lecture/texts';
import { escapeXml } from '../../src/ui/export/svg';

/** What is shown of an address where somebody posts it. */
export interface Preview {
  /** Path below the base of the site, '' or with a slash at its end. */
  readonly path: string;
  /** Name of its picture in public/previews, without the ending. */
  readonly picture: string;
  /** The statement that the picture makes. */
  readonly title: string;
  readonly description: string;
  /** The part of it that stands in the picture. */
  readonly line: string;
  /** The address that it leads on to. */
  readonly hash: string;
}

export const frontDoor: Preview = {
  path: '',
  picture: 'home',
  title: words.title,
  description: words.lead,
  line: words.lead.slice(0, words.lead.indexOf('.') + 1),
  hash: '#/',
};

/** A lab, or a page that is made as labs are. */
const ofLab = ({ id }: { readonly id: string }, title: string): Preview => ({
  path: labPath(id),
  picture: `lab-${id}`,
  title,
  description: labLines[id],
  line: labLines[id],
  hash: `#/${id}`,
});

/** Every scene of the lecture, every lab, and every page beside them. */
export const previews: readonly Preview[] = [
  ...scenes.map(({ id }) => ({
    path: scenePath(id),
    picture: `scene-${id}`,
    title: sceneTexts[id].sentence,
    description: `${sceneTexts[id].setting} ${sceneTexts[id].question}`,
    line: sceneTexts[id].question,
    hash: shortHash(id),
  })),
  ...labs.map((lab) => ofLab(lab, `The ${lab.title} lab`)),
  ...beside.map((page) => ofLab(page, `The ${page.title.toLowerCase()}`)),
];

/** Pixels of a picture: what readers of previews ask for. */
export const PICTURE = { width: 1200, height: 630 } as const;

export const fileOf = ({ picture }: Pick<Preview, 'picture'>) => `previews/${picture}.jpg`;

/** From a page back to the base of the site. */
const upOf = ({ path }: Preview) => path.replace(/[^/]+\//g, '../') || './';

/**
 * What a page says to those who make a preview of it.
 * @param site the address of the site with a slash at its end; null where it is not known, and addresses are
 *   relative
 */
export function tagsOf(preview: Preview, site: string | null): string {
  const { path, title, description } = preview;
  const { width, height } = PICTURE;
  const says: readonly (readonly [property: string, content: string | number])[] = [
    ['og:type', 'website'],
    ['og:site_name', 'Noisy Argmax'],
    ['og:title', title],
    ['og:description', description],
    ['og:image', (site ?? upOf(preview)) + fileOf(preview)],
    ['og:image:width', width],
    ['og:image:height', height],
    ['og:image:alt', title],
  ];
  return [
    `<link rel="canonical" href="${escapeXml(site === null ? './' : site + path)}" />`,
    ...says.map(
      ([name, text]) => `<meta property="${name}" content="${escapeXml(String(text))}" />`,
    ),
    '<meta name="twitter:card" content="summary_large_image" />',
  ].join('\n    ');
}

/** A page that says what it shows and leads on to it, with the query and the hash that it was given. */
export function pageOf(preview: Preview, site: string | null): string {
  const { title, description, hash } = preview;
  const [up, { width, height }] = [upOf(preview), PICTURE];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${escapeXml(description)}" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="${up}favicon.svg" type="image/svg+xml" />
    <title>${escapeXml(title)} · Noisy Argmax</title>
    ${tagsOf(preview, site)}
    <style>
      body { max-width: 600px; margin: 2em auto; padding: 0 1em; font: 18px/1.5 system-ui, sans-serif; }
      img { width: 100%; height: auto; }
    </style>
    <script>
      location.replace('${up}' + location.search + (location.hash || '${hash}'));
    </script>
  </head>
  <body>
    <main>
      <h1>${escapeXml(title)}</h1>
      <p>${escapeXml(description)}</p>
      <p><a href="${up}${escapeXml(hash)}">Open it in Noisy Argmax</a></p>
      <img src="${up}${fileOf(preview)}" width="${width}" height="${height}" alt="" />
    </main>
  </body>
</html>
`;
}
