import type { Preset } from '../../state/lab-store';
import { sameValue, type ParamTable, type Values } from '../../state/params';
import { useValues } from '../../state/react';
import { useAnyLab } from './context';

/** The preset whose values are the current ones, or null once something has been changed. */
function currentPreset<T extends ParamTable>(presets: readonly Preset<T>[], values: Values<T>) {
  const matches = (wanted: Partial<Values<T>>) =>
    Object.entries(wanted).every(([name, value]) => sameValue(values[name], value));
  return presets.find((preset) => matches(preset.values)) ?? null;
}

const noFaults = (): Readonly<Record<string, string>> => ({});

/** The presets of the lab as buttons, and the story of the one that is shown. */
export function Presets() {
  const { store, lab } = useAnyLab();
  const { presets, usePresetFaults = noFaults } = lab;
  const faults = usePresetFaults();
  const current = useValues(store, (values) => currentPreset(presets, values));
  return (
    <fieldset className="presets">
      <legend>Examples</legend>
      <div className="chips">
        {presets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="chip"
            aria-pressed={preset === current}
            disabled={faults[preset.id] !== undefined}
            title={faults[preset.id] ?? preset.story}
            onClick={() => store.applyPreset(preset)}
          >
            {preset.label}
          </button>
        ))}
      </div>
      <p className="preset-story">{current?.story ?? 'Your own settings; the link keeps them.'}</p>
      {Object.values(faults).map((fault) => (
        <p key={fault} className="preset-story">
          {fault}
        </p>
      ))}
    </fieldset>
  );
}
