import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Served } from '../../scripts/serve.mjs';

/** What a reader must never meet, written down by the page itself, as not every browser tells of it. */
const WATCH = `<script>
  (() => {
    const note = (text) => {
      const noted = JSON.parse(sessionStorage.getItem('problems') ?? '[]');
      sessionStorage.setItem('problems', JSON.stringify([...noted, text.slice(0, 500)]));
    };
    const { error } = console;
    console.error = (...said) => {
      note('console: ' + said.map(String).join(' '));
      error.apply(console, said);
    };
    const failed = ({ target }) => target.src ?? target.href ?? '';
    // sizes that are told with the next picture only are no fault, though browsers report them as one
    const isLate = ({ message }) => /^ResizeObserver loop completed/.test(message);
    addEventListener(
      'error',
      (event) => isLate(event) || note('error: ' + (event.message ?? failed(event))),
      true,
    );
    addEventListener('unhandledrejection', ({ reason }) => note('rejected: ' + reason));
  })();
</script>`;

export interface Site {
  /** The site at an address that no browser has seen: with nothing stored. */
  open(): Promise<Served>;
  remove(): void;
}

/** The built site, whose page writes down what goes wrong. */
export function watchedSite(dist: string): Site {
  const root = mkdtempSync(join(tmpdir(), 'noisy-argmax-site-'));
  cpSync(dist, root, { recursive: true });
  const page = join(root, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', `<head>${WATCH}`));
  return {
    open: () => serve({ root, base: '/some/where/' }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
