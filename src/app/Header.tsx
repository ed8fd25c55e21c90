import { lazy, Suspense } from 'react';
import { usePlace } from './hooks';
import type { Opened } from './Dialogs';
import { LabNav } from './LabNav';
import { useServices } from './services';
import { useVanilla } from '../state/react';
import type { Theme } from '../state/preferences';
import { IconButton } from '../ui/basics';
import type { IconName } from '../ui/Icon';
import { useNotation } from '../ui/notation/context';
import { Menu } from '../ui/overlay/Menu';

const ShareMenu = lazy(() => import('./ShareMenu'));
const Engine = lazy(() => import('./EngineBadge'));

interface HeaderProps {
  onCopyLink(): void;
  onOpen(opened: Opened): void;
  onPresent(): void;
  onHelp(): void;
}

export function Header(props: HeaderProps) {
  const { onCopyLink, onOpen, onPresent, onHelp } = props;
  const atHome = usePlace('lab') === '';
  const notation = useNotation();
  return (
    <header className="header">
      <h1 className="brand">
        <a href="#/" aria-current={atHome ? 'page' : undefined}>
          <img src="./favicon.svg" width="22" height="22" alt="" />
          <span>Noisy Argmax</span>
        </a>
      </h1>
      <LabNav />
      <span className="header-tools">
        {!atHome && (
          <Suspense>
            <Engine />
          </Suspense>
        )}
        <Menu icon="share" label="Share">
          {(popup) => <ShareMenu {...popup} onCopyLink={onCopyLink} onOpen={onOpen} />}
        </Menu>
        <IconButton
          icon="present"
          label={atHome ? 'Present the lecture' : 'Present'}
          onClick={onPresent}
        />
        <IconButton icon="book" label="Notation" onClick={() => notation?.open()} />
        <ThemeButton />
        <IconButton icon="help" label="Keyboard help" onClick={onHelp} />
      </span>
    </header>
  );
}

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcons: Readonly<Record<Theme, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' };
const themeNames: Readonly<Record<Theme, string>> = {
  auto: 'as the system',
  light: 'light',
  dark: 'dark',
};

function ThemeButton() {
  const { preferences } = useServices();
  const theme = useVanilla(preferences, (state) => state.theme);
  const next = nextTheme[theme];
  return (
    <IconButton
      icon={themeIcons[theme]}
      label={`Theme: ${themeNames[theme]}. Change to ${themeNames[next]}`}
      onClick={() => preferences.set({ theme: next })}
    />
  );
}
