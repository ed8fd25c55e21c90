import type { OpenDevice } from '../../device';

/** The same, but for some properties. */
export const around = <T extends object>(target: T, own: object): T =>
  new Proxy(target, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

/** A device that says it has smaller limits than it has. */
export function withLimits(open: OpenDevice, smaller: Partial<GPUSupportedLimits>): OpenDevice {
  const limits = around(open.device.limits, smaller);
  return { ...open, device: around(open.device, { limits }) };
}
