import { createContext, useContext } from 'react';
import type { FigureActions } from './types';

const alone: FigureActions = {
  presenting: false,
  quiet: null,
  menu: true,
  receipt: () => Promise.resolve(''),
  settings: () => Promise.resolve(''),
  programs: null,
  preferences: null,
  copyLink: () => undefined,
  present: () => undefined,
  embed: () => undefined,
  report: () => undefined,
  notify: () => undefined,
};

/** The shell provides it; a figure on its own still draws, and exports without a receipt. */
export const FigureContext = createContext<FigureActions>(alone);

export const useFigureActions = () => useContext(FigureContext);
