import { describe, expect, it, vi } from 'vitest';
import { NoRoomError } from '../core/no-room';
import { createBufferSet } from './buffers';
import { checkBytes, checkGrid, createBoundBuffer, mostBytes, withinMemory } from './room';

const limits = { maxStorageBufferBindingSize: 3_000_000, maxBufferSize: 5_000_000 };

/** A device with these limits that makes buffers of nothing. */
function fakeDevice() {
  const createBuffer = vi.fn(({ size }: { size: number }) => ({ size, destroy: vi.fn() }));
  return { device: { limits, createBuffer } as unknown as GPUDevice, createBuffer };
}

describe('the room of a device', () => {
  it('is what both of its limits allow', () => {
    expect(mostBytes(limits)).toBe(3_000_000);
    expect(mostBytes({ ...limits, maxBufferSize: 7 })).toBe(7);
  });

  it('holds what just fits, and refuses a byte more by a sentence that names it', () => {
    expect(() => checkBytes(limits, 'maps of 9 images', 3_000_000)).not.toThrow();
    expect(() => checkBytes(limits, 'maps of 9 images', 3_000_001)).toThrow(
      new NoRoomError(
        'The graphics device takes 3 MB at once at most, and maps of 9 images would take 4 MB.',
      ),
    );
    expect(() => checkBytes({ ...limits, maxBufferSize: 500 }, 'rows', 501)).toThrow(
      'takes 500 bytes at once at most, and rows would take 501 bytes.',
    );
  });

  it('ends with the memory: what was made is let go of, and nothing else is said', async () => {
    const scopes: string[] = [];
    const errors: (object | null)[] = [null, { message: 'out of memory' }, { message: 'the same' }];
    const device = {
      pushErrorScope: (filter: string) => void scopes.push(filter),
      popErrorScope: () => Promise.resolve(errors.shift()),
    } as unknown as GPUDevice;
    const made = { destroy: vi.fn() };
    const make = (work = () => Promise.resolve(made)) => withinMemory(device, '900 images', work);
    expect(await make()).toBe(made);
    expect(made.destroy).not.toHaveBeenCalled();
    await expect(make()).rejects.toThrow(
      new NoRoomError('The graphics device has not enough memory for 900 images.'),
    );
    expect(made.destroy).toHaveBeenCalledOnce();
    const lost = new Error('It is lost.');
    await expect(make(() => Promise.reject(lost))).rejects.toBe(lost);
    expect(scopes).toEqual(Array.from({ length: 3 }, () => 'out-of-memory'));
    expect(errors).toEqual([]);
  });

  it('counts workgroups in every direction', () => {
    const grids = { maxComputeWorkgroupsPerDimension: 8 };
    expect(() => checkGrid(grids, 'sums', [8, 8, 8])).not.toThrow();
    expect(() => checkGrid(grids, 'sums', [1, 9])).toThrow(
      new NoRoomError(
        'The graphics device takes 8 workgroups in a row at most, and sums would take 9.',
      ),
    );
  });

  it('makes no buffer that could not be bound', () => {
    const { device, createBuffer } = fakeDevice();
    const make = (size: number) => createBoundBuffer(device, { label: 'maps', size, usage: 0 });
    expect(() => make(3_000_001)).toThrow(NoRoomError);
    expect(createBuffer).not.toHaveBeenCalled();
    expect(make(3_000_000).size).toBe(3_000_000);
  });

  it('is not passed by what buffers are rounded up to, and what was held stays', () => {
    const { device } = fakeDevice();
    const buffers = createBufferSet(device);
    expect(buffers.get('rows', 1000, 0).size).toBe(1024);
    expect(buffers.get('rows', 2_500_000, 0).size).toBe(3_000_000);
    expect(() => buffers.get('rows', 3_000_001, 0)).toThrow(NoRoomError);
    expect(buffers.bytes).toBe(3_000_000);
  });
});
