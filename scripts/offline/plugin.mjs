/** A plugin of Vite that writes the service worker beside the site, with the names of all its files in it. */
import { build } from 'vite';
import { siteFiles } from './files.mjs';

const NAME = 'service-worker';
let folder = '';

/** @type {import('vite').Plugin} */
export const offline = {
  name: 'offline',
  apply: 'build',
  configResolved({ build: { outDir } }) {
    folder = outDir;
  },
  closeBundle: {
    order: 'post',
    sequential: true,
    async handler() {
      // one classic script: not every browser takes modules there
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'error',
        define: {
          __SITE_FILES__: JSON.stringify(siteFiles(folder)),
          'process.env.NODE_ENV': '"production"',
        },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: `src/offline/${NAME}.ts`,
            formats: ['iife'],
            name: 'offline',
            fileName: () => `${NAME}.js`,
          },
        },
      });
    },
  },
};
