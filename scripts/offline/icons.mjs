import { mkdirSync, readFileSync } from 'node:fs';

/**
 * What an installed page is called up by. A maskable one is cut to a shape by the system, which takes up to a tenth of
 * each side: the drawing stands inside, on its own ground. So is Apple's.
 */
const icons = [
  { name: '192', size: 192, whole: true },
  { name: '512', size: 512, whole: true },
  { name: 'maskable-512', size: 512, whole: false },
  { name: 'apple-180', size: 180, whole: false },
];

/** Draws public/favicon.svg at the sizes that systems ask for: `npm run screenshots -- icons`. */
export async function recordIcons(browser, { root }) {
  const drawing = readFileSync(`${root}public/favicon.svg`, 'utf8');
  const ground = /<rect width="32"[^>]*fill="([^"]+)"/.exec(drawing)[1];
  mkdirSync(`${root}public/icons`, { recursive: true });
  for (const { name, size, whole } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const [side, behind] = whole ? ['100%', 'transparent'] : ['80%', ground];
    await page.setContent(`<style>
      html { background: ${behind} }
      body { margin: 0; height: 100vh; display: grid; place-items: center }
      svg { width: ${side}; height: ${side} }
    </style>${drawing}`);
    await page.screenshot({ path: `${root}public/icons/${name}.png`, omitBackground: whole });
    await page.close();
    console.log(`public/icons/${name}.png`);
  }
}
