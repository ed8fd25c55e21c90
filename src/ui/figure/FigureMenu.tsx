import type { RefObject } from 'react';
import MenuPopup from '../overlay/MenuPopup';
import type { MenuItem, Popup } from '../overlay/types';
import { csvChoice, useDecimalComma } from '../export/decimal-comma';
import { useFigureActions } from './context';
import { programKinds, type ProgramForm } from './programs';
import { sourceLine } from './source';
import type { FigureProps } from './types';

interface FigureMenuProps extends Popup {
  readonly figure: FigureProps;
  readonly element: RefObject<HTMLElement | null>;
  readonly tableShown: boolean;
  onToggleTable(): void;
}

/** What can be done with a figure. */
export default function FigureMenu(props: FigureMenuProps) {
  const { figure, element, tableShown, onToggleTable, ...popup } = props;
  const actions = useFigureActions();
  const csv = useDecimalComma();
  const fail = (what: string) => (error: unknown) =>
    actions.notify(`${what}: ${String(error)}`, 'error');
  const save = (kind: 'svg' | 'png' | 'csv') => () => {
    const drawn = element.current;
    if (!drawn) return;
    const table = figure.table?.();
    const made = actions.receipt(figure.source, table);
    const source = figure.source && sourceLine(figure.source);
    // the code of the exports comes with the first of them
    Promise.all([import('../export/save'), made, actions.settings()])
      .then(([{ saveFigure }, receipt, settings]) => {
        const origin = [settings, source].filter(Boolean).join(' · ');
        const { id: name, title } = figure;
        const { decimalComma } = csv;
        return saveFigure(kind, {
          ...{ element: drawn, name, title, source: origin, table, receipt, decimalComma },
        });
      })
      .catch(fail(`The figure could not be saved as ${kind}`));
  };
  const { programs } = actions;
  const saveProgram = (form: ProgramForm) => () => {
    const { ending, type } = programKinds[form];
    Promise.all([import('../download'), programs?.write(figure.id, form)])
      .then(([{ download }, text = '']) =>
        download(`noisy-argmax-${figure.id}${ending}`, text, type),
      )
      .catch(fail('The program could not be written'));
  };
  const forms = programs?.forms(figure.id) ?? [];
  const items: readonly MenuItem[] = [
    { label: 'Save as SVG', onSelect: save('svg') },
    { label: 'Save as PNG', onSelect: save('png') },
    ...(figure.table
      ? [
          { label: 'Save data as CSV', onSelect: save('csv') },
          csvChoice(csv),
          {
            label: tableShown ? 'Hide the data table' : 'Show data as table',
            onSelect: onToggleTable,
          },
        ]
      : []),
    ...(forms.length > 0
      ? [
          {
            label: 'Take it home',
            items: forms.map((form) => ({
              label: programKinds[form].label,
              onSelect: saveProgram(form),
            })),
          },
        ]
      : []),
    { label: 'Copy link', onSelect: () => actions.copyLink(figure.id) },
    { label: 'Copy embed code…', onSelect: () => actions.embed(figure.id, figure.title) },
    {
      label: 'Report a problem…',
      onSelect: () => void actions.receipt(figure.source, figure.table?.()).then(actions.report),
    },
    { label: 'Present', onSelect: () => actions.present(figure.id) },
  ];
  return <MenuPopup {...popup} items={items} />;
}
