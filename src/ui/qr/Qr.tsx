import { useMemo } from 'react';
import { qrPath } from './path';

/** An address as a QR code, dark on light in every theme: some cameras read no other. */
export default function Qr({ address, label }: { address: string; label: string }) {
  const { side, path } = useMemo(() => qrPath(address), [address]);
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
