/**
 * Work that is more than a device can take by its limits. That is known before any of it has begun, and no
 * fault of the device, which goes on with other work. The message is a sentence for the reader.
 */
export class NoRoomError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoRoomError';
  }
}
