/** Where this page lies, with a slash at its end: the base of addresses for other devices. */
export const pageBase = () => new URL('./', document.baseURI).href;

/** Whether an address can only be reached from this machine. */
export const isLoopback = (address: string) =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
