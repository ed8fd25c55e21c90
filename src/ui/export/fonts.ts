const FAMILY = 'Inter Variable';
/** One character of each script that figures use: plain letters, and the Greek of the symbols. */
const SCRIPTS = ['A', 'σ'];

/**
 * @font-face rules that hold the page's font itself, for an image has no access to the fonts of the
 * page. Empty where they cannot be had: the viewer's own fonts will do.
 */
export async function fontRules(): Promise<string> {
  try {
    const faces = facesOfPage().filter((face) => SCRIPTS.some((script) => covers(face, script)));
    return (await Promise.all(faces.map(embed))).join('');
  } catch {
    return '';
  }
}

interface Face {
  readonly url: string;
  readonly range: string;
}

function facesOfPage(): Face[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .filter(({ style }) => style.getPropertyValue('font-family').includes(FAMILY))
      .map(({ style }) => ({
        url: urlOf(style.getPropertyValue('src'), sheet.href ?? document.baseURI),
        range: style.getPropertyValue('unicode-range'),
      })),
  );
}

function urlOf(source: string, base: string): string {
  return new URL(source.match(/url\(["']?([^"')]+)/)?.[1] ?? '', base).href;
}

/** Whether a range such as "U+0-FF, U+131" holds a character. */
export function covers({ range }: Pick<Face, 'range'>, character: string): boolean {
  const code = character.codePointAt(0)!;
  return range.split(',').some((part) => {
    const [from, to] = part.trim().slice(2).split('-');
    const low = parseInt(from.replace(/\?/g, '0'), 16);
    const high = parseInt(to ?? from.replace(/\?/g, 'F'), 16);
    return low <= code && code <= high;
  });
}

async function embed({ url, range }: Face): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`font ${response.status}`);
  const data = base64(new Uint8Array(await response.arrayBuffer()));
  return `@font-face{font-family:'${FAMILY}';font-weight:100 900;src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${range}}`;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
