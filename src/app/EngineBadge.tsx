import { Badge, type Tone } from '../ui/basics';
import { backendName } from '../ui/figure/source';
import { Popover } from '../ui/overlay/Popover';
import type { ComputeStatus } from '../compute/service';
import { useVanilla } from '../state/react';
import { useCompute } from './hooks';

const tones: Readonly<Record<ComputeStatus['status'], Tone>> = {
  starting: 'neutral',
  ready: 'good',
  recovering: 'warning',
};

const states: Readonly<Record<ComputeStatus['status'], string>> = {
  starting: 'starting',
  ready: 'ready',
  recovering: 'recovering after the graphics device was lost',
};

/** The badge of the lab of the address. */
export default function Engine() {
  const compute = useCompute();
  const status = useVanilla(compute.status);
  return <EngineBadge status={status} onLoseDevice={() => void compute.loseDevice()} />;
}

interface EngineBadgeProps {
  status: ComputeStatus;
  onLoseDevice(): void;
}

/** What computes the lab that is shown; on request how fast, and what that means. */
function EngineBadge({ status: shown, onLoseDevice }: EngineBadgeProps) {
  const { status, engine, backend, adapter, software, note, losses, kernel } = shown;
  if (status === 'starting' && !adapter) return <Badge>Starting…</Badge>;
  const speed = showSpeed(shown.samplesPerSecond);
  const inKernel = kernel ? showSpeed(kernel.samplesPerSecond) : '';
  const name = engine === 'tfjs' ? `tfjs on ${backend}` : backendName(backend);
  // what is noted is no fault: it works
  const tone = status === 'ready' && note ? 'neutral' : tones[status];
  return (
    <Popover
      title="What computes the figures"
      button={
        <Badge tone={tone}>
          <span>{name}</span>
          {status !== 'ready' && <span>{status}</span>}
        </Badge>
      }
    >
      <dl className="facts">
        <dt>Engine</dt>
        <dd>
          {engine === 'tfjs' ? name : `own code on ${name}`}, {states[status]}
        </dd>
        <dt>Adapter</dt>
        <dd>
          {adapter || 'not named'}
          {software && ' (drawn by the CPU)'}
        </dd>
        {losses > 0 && (
          <>
            <dt>Lost devices</dt>
            <dd>{losses}</dd>
          </>
        )}
        {speed && (
          <>
            <dt>Speed</dt>
            <dd>{speed}</dd>
          </>
        )}
        {inKernel && (
          <>
            <dt>In the kernel alone</dt>
            <dd>{inKernel}</dd>
          </>
        )}
        {kernel && (
          <>
            <dt>There and back</dt>
            <dd>{Number(kernel.roundTripMs.toPrecision(2))} ms</dd>
          </>
        )}
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
