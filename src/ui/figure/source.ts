import type { FigureSource } from './types';

const names: Readonly<Record<string, string>> = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' };

export const backendName = (backend: string) => names[backend] ?? backend;

/** A count with thin groups, the same in every locale, so that exports agree. */
export const groupDigits = (count: number) =>
  String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

/** The line under a figure, on the page and in its exports. */
export function sourceLine(source: FigureSource): string {
  const { backend, samples, seed, recorded, past } = source;
  const { unit = samples === 1 ? 'draw' : 'samples' } = source;
  const by = recorded ? `recorded with version ${recorded}` : backendName(backend);
  const at = past ? `${past} · ` : '';
  return `${at}${by} · ${groupDigits(samples)} ${unit} · seed ${seed}`;
}
