/**
 * A plugin of Vite that writes a page for each scene and each lab, whose address shows a preview where it is
 * posted, and says the same of the front door. A lab without a picture has that of the front door.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';

/**
 * The tables are the page's own, read when they are needed: the labs behind them are not.
 * @returns {Promise<typeof import('./pages')>}
 */
const pages = () => tsImport('./pages.ts', import.meta.url);

/** The address of the site, with a slash at its end, where whoever builds it knows that. */
const site = process.env.SITE_URL ? process.env.SITE_URL.replace(/\/*$/, '/') : null;

/** @type {import('vite').Plugin} */
export const previewPages = {
  name: 'preview-pages',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    async handler(html) {
      const { frontDoor, tagsOf } = await pages();
      return html.replace('</head>', `  ${tagsOf(frontDoor, site)}\n  </head>`);
    },
  },
  async generateBundle() {
    const { fileOf, frontDoor, pageOf, previews } = await pages();
    for (const preview of previews) {
      const has = existsSync(`public/${fileOf(preview)}`);
      if (!has) this.warn(`${preview.path} has no picture: npm run screenshots takes it`);
      const { picture } = has ? preview : frontDoor;
      const source = pageOf({ ...preview, picture }, site);
      this.emitFile({ type: 'asset', fileName: `${preview.path}index.html`, source });
    }
  },
};
