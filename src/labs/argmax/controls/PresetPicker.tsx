import { useValues } from '../../../state/react';
import { sameValue } from '../../../state/params';
import type { ArgmaxValues } from '../params';
import { presets } from '../presets';
import type { ArgmaxStore } from './bound';

/** The preset whose values are the current ones, or null once something has been changed. */
export function currentPreset(values: ArgmaxValues) {
  const matches = (wanted: Partial<ArgmaxValues>) =>
    Object.entries(wanted).every(([name, value]) =>
      sameValue(values[name as keyof ArgmaxValues], value),
    );
  return presets.find((preset) => matches(preset.values)) ?? null;
}

/** The presets as buttons, and the story of the one that is shown. */
export function PresetPicker({ store }: { store: ArgmaxStore }) {
  const current = useValues(store, currentPreset);
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
            title={preset.story}
            onClick={() => store.applyPreset(preset)}
          >
            {preset.label}
          </button>
        ))}
      </div>
      <p className="preset-story">{current?.story ?? 'Your own settings; the link keeps them.'}</p>
    </fieldset>
  );
}
