/** Pictures may take this share of the time while training runs. */
const LOOK_SHARE = 0.2;

/** Pictures that have been asked for. */
export interface Asked {
  /** Resolves when all are there or have failed. */
  readonly done: Promise<unknown>;
  /** Whether they take the place of older ones of the same: such may wait. */
  readonly renewed: boolean;
}

export interface LookingOptions {
  /**
   * Asks for the pictures that are wanted and not there, or says that there are none.
   * @param unseen only for those that take no older one's place
   */
  ask(unseen: boolean): Asked | null;
  /** Whether training runs. */
  playing(): boolean;
  /** Resolves after the page has had time to draw. */
  rest(milliseconds: number): Promise<void>;
  now(): number;
}

/**
 * Keeps pictures of a training up to date, as often as it leaves time. What nobody has seen yet waits for nothing, and
 * nothing waits for what it took: the first time a device makes ready for it.
 * @returns what is to be called whenever there may be something to ask for
 */
export function createLooking({ ask, playing, rest, now }: LookingOptions): () => void {
  let busy = false;
  let rests = 0;

  function look(): void {
    if (busy) return;
    const start = now();
    const asked = ask(rests > 0 && playing());
    if (!asked) return;
    busy = true;
    void asked.done.then(async () => {
      busy = false;
      const spent = now() - start;
      rests++;
      const over = rest(playing() && asked.renewed ? spent / LOOK_SHARE - spent : 0);
      // what has been wanted meanwhile, and nobody has seen
      if (playing()) look();
      await over;
      rests--;
      look();
    });
  }
  return look;
}
