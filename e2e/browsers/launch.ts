import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { answered, overHttp, overMarionette, start, type Session } from './session';

/** A browser that was started, with a folder of its own that goes with it. */
export interface Launched extends Session {
  /** Where it saves what the reader saves. */
  readonly downloads: string;
  /** Where the reader has files. */
  readonly files: string;
  /** Throws away what was saved. */
  empty(): void;
}

const firstOf = (paths: readonly string[]) => paths.find((path) => existsSync(path));

const firefox = () =>
  process.env.FIREFOX_PATH ??
  firstOf([
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ]);

/** A free display has no window and asks nobody: nothing is fetched but the page, nothing is offered. */
const preferences = (downloads: string) => ({
  'marionette.port': 0,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.alwaysOpenPanel': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
});

async function launchFirefox(folder: string, downloads: string): Promise<Session> {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const browser = start(firefox()!, args, { HOME: folder });
  const port = await answered('Firefox', () => {
    const said = Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
    if (!said) throw new Error('no port yet');
    return said;
  });
  const session = await overMarionette(port);
  return { ...session, close: () => session.close().finally(browser.stop) };
}

const miniBrowser = () =>
  firstOf(
    ['x86_64', 'aarch64'].flatMap((machine) =>
      ['4.1', '4.0', '6.0'].map(
        (version) =>
          `/usr/lib/${machine}-linux-gnu/webkit${version === '6.0' ? '' : '2'}gtk-${version}/MiniBrowser`,
      ),
    ),
  );

/** A port that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** WebKit needs a display: one that nobody sees, drawn without a graphics device. */
async function launchWebKit(folder: string, downloads: string): Promise<Session> {
  mkdirSync(join(folder, '.config'));
  writeFileSync(join(folder, '.config', 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const display = `:${port}`;
  const screen = start('Xvfb', [display, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  await answered('Xvfb', () => readFileSync(`/tmp/.X${port}-lock`));
  const driver = start('WebKitWebDriver', [`--port=${port}`], {
    DISPLAY: display,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    LIBGL_ALWAYS_SOFTWARE: '1',
    // layers put together by an emulated graphics device take more of the processor than a training does
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    // its sandbox needs rights that a container may not give
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  });
  const session = await overHttp(`http://127.0.0.1:${port}`, {
    'webkitgtk:browserOptions': { binary: miniBrowser()!, args: ['--automation'] },
  });
  const stop = () => driver.stop().then(screen.stop);
  return { ...session, close: () => session.close().finally(stop) };
}

const onPath = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

interface Kind {
  launch(folder: string, downloads: string): Promise<Session>;
  isHere(): boolean;
  /** What Debian and Ubuntu have it in. */
  readonly packages: readonly string[];
}

export const kinds = {
  firefox: {
    launch: launchFirefox,
    isHere: () => firefox() !== undefined,
    packages: ['firefox-esr'],
  },
  webkit: {
    launch: launchWebKit,
    isHere: () => miniBrowser() !== undefined && onPath('WebKitWebDriver') && onPath('Xvfb'),
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
} as const satisfies Record<string, Kind>;

export type BrowserName = keyof typeof kinds;

export async function launch(name: BrowserName): Promise<Launched> {
  const folder = mkdtempSync(join(tmpdir(), `noisy-argmax-${name}-`));
  const [downloads, files] = [join(folder, 'downloads'), join(folder, 'files')];
  for (const made of [downloads, files]) mkdirSync(made);
  const session = await kinds[name].launch(folder, downloads);
  // as a laptop's window
  await session.send('resize', { width: 1366, height: 900 });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  return {
    ...session,
    downloads,
    files,
    empty() {
      for (const saved of readdirSync(downloads)) rmSync(join(downloads, saved));
    },
    close: () => session.close().finally(clean),
  };
}
