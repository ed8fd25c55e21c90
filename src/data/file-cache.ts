/** Files that outlive a reload. */
export interface FileCache {
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Files kept by the browser's cache storage, under names of our own; private windows keep none. */
export function browserCache(): FileCache {
  const open = () => caches.open('noisy-argmax-data');
  const address = (name: string) => `/noisy-argmax-data/${name}`;
  return {
    async read(name) {
      try {
        const found = await (await open()).match(address(name));
        return found ? new Uint8Array(await found.arrayBuffer()) : null;
      } catch {
        return null;
      }
    },
    async write(name, bytes) {
      try {
        const response = new Response(new Blob([bytes as Uint8Array<ArrayBuffer>]));
        await (await open()).put(address(name), response);
      } catch {
        // what is not kept is fetched again
      }
    },
  };
}
