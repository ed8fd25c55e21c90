import { Badge, type Tone } from '../ui/basics';
import { backendName } from '../ui/figure/source';
import { Popover } from '../ui/overlay/Popover';
import type { EngineStatus } from './services';

const tones: Readonly<Record<EngineStatus['status'], Tone>> = {
  starting: 'neutral',
  ready: 'good',
  recovering: 'warning',
  failed: 'error',
};

const states: Readonly<Record<EngineStatus['status'], string>> = {
  starting: 'starting',
  ready: 'ready',
  recovering: 'recovering after the graphics device was lost',
  failed: 'stopped',
};

/** What computes the figures, how fast, and on request what that means. */
export function EngineBadge(props: { engine: EngineStatus | null; onLoseDevice(): void }) {
  const { engine, onLoseDevice } = props;
  if (!engine) return <Badge>Starting…</Badge>;
  const { status, backend, adapter, software, samplesPerSecond, note } = engine;
  const speed = showSpeed(samplesPerSecond);
  const tone = status === 'ready' && note ? 'warning' : tones[status];
  return (
    <Popover
      title="What computes the figures"
      button={
        <Badge tone={tone}>
          <span>{backendName(backend)}</span>
          <span className="badge-detail">{status === 'ready' ? speed : status}</span>
        </Badge>
      }
    >
      <dl className="facts">
        <dt>Engine</dt>
        <dd>
          {backendName(backend)}, {states[status]}
        </dd>
        <dt>Adapter</dt>
        <dd>
          {adapter || 'not named'}
          {software && ' (drawn by the CPU)'}
        </dd>
        <dt>Speed</dt>
        <dd>{speed || 'not measured yet'}</dd>
      </dl>
      {note && <p>{note}</p>}
      {backend === 'webgpu' && (
        <button type="button" className="button" onClick={onLoseDevice}>
          Lose the graphics device, to see it recover
        </button>
      )}
      <p className="muted">Everything is computed on this device; nothing is sent anywhere.</p>
    </Popover>
  );
}

/** Samples per second in two digits: "3.2 M/s". */
export function showSpeed(perSecond: number): string {
  if (!(perSecond > 0)) return '';
  const [unit, size] = perSecond >= 1e9 ? ['G', 1e9] : perSecond >= 1e6 ? ['M', 1e6] : ['k', 1e3];
  return `${Number((perSecond / size).toPrecision(2))} ${unit} samples/s`;
}
