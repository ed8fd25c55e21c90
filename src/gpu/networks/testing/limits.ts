import type { OpenDevice } from '../../device';

/** A device that says it has smaller limits than it has. */
export function withLimits(open: OpenDevice, smaller: Partial<GPUSupportedLimits>): OpenDevice {
  const around = (target: object, own: object) =>
    new Proxy(target, {
      get(_, name) {
        if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  const limits = around(open.device.limits, smaller);
  return { ...open, device: around(open.device, { limits }) as GPUDevice };
}
