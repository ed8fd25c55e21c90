import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyLink, copyText } from './copy';

const ADDRESS = 'https://example.org/noisy/?theme=dark#/argmax?old=1';

/** A browser that copies, or that does not allow it; what was copied and what was said. */
function page(allowed: boolean) {
  const copied: string[] = [];
  const said: (readonly [string, string | undefined])[] = [];
  vi.stubGlobal('location', new URL(ADDRESS));
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: (text: string) =>
        allowed ? Promise.resolve(void copied.push(text)) : Promise.reject(new Error('denied')),
    },
  });
  const notify = (text: string, tone?: string) => void said.push([text, tone]);
  return { copied, said, notify };
}

describe('a copied link', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('leads to its figure, and is said to restore every setting', async () => {
    const { copied, said, notify } = page(true);
    await copyLink('#/argmax?sigma=0.3', 'secant', notify);
    expect(copied[0]).toMatch(
      /^https:\/\/example\.org\/noisy\/\?theme=dark#\/argmax\?check=[^&]+&sigma=0\.3&at=secant$/,
    );
    expect(said).toEqual([['The link is copied; it restores every setting.', undefined]]);
  });

  it('that messengers may cut is copied with a word of what keeps everything', async () => {
    const { copied, said, notify } = page(true);
    await copyLink(`#/matching?own=${'0.12345,'.repeat(300)}`, '', notify);
    expect(copied[0].length).toBeGreaterThan(2000);
    const [[sentence]] = said;
    expect(sentence).toContain(`${copied[0].length.toLocaleString('en')} characters long`);
    expect(sentence).toContain('a saved figure, opened again here, keeps everything');
  });

  it('that may not be copied stands in a warning, which stays until it is sent away', async () => {
    const { said, notify } = page(false);
    await copyText('https://example.org/#/knn', 'copied', notify);
    expect(said).toEqual([
      ['The browser does not allow copying: https://example.org/#/knn', 'warning'],
    ]);
  });
});
