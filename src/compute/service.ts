/**
 * The border between the page and the work that is done off its thread, as types: what a lab can be
 * asked, and what its work gets to work with.
 */

/** One thing that can be asked: a type only, no value has this shape. */
export interface Call<Request, Reply, Progress = never> {
  readonly request: Request;
  readonly reply: Reply;
  readonly progress: Progress;
}

/** All that a lab can be asked, by name. */
export type Calls = Readonly<Record<string, Call<unknown, unknown, unknown>>>;

/** What a running call can do besides its work. */
export interface CallContext<Progress> {
  /** Aborted when nobody wants the answer any more: half-done work and its memory are let go then. */
  readonly signal: AbortSignal;
  /** Tells the page how far the work is. */
  progress(value: Progress): void;
  /**
   * Lets other calls have their turn, if this one has had its own; to be called every few milliseconds.
   * @throws the reason of the signal when that has been aborted
   */
  breathe(): Promise<void>;
}

/**
 * The answers of a lab, pure functions of their requests as far as the page can tell: a call whose
 * thread has died is made again on the next one. What is kept between calls only saves time.
 */
export type Handlers<C extends Calls> = {
  readonly [Name in keyof C]: (
    request: C[Name]['request'],
    context: CallContext<C[Name]['progress']>,
  ) => Promise<C[Name]['reply']>;
};

/** A lab's side of the thread border. */
export interface ComputeModule<C extends Calls> {
  open(machine: Machine): OpenModule<C>;
}

export interface OpenModule<C extends Calls> {
  readonly handlers: Handlers<C>;
  /** Destroys the graphics devices that are in use, as a driver crash would. */
  loseDevice(): Promise<void>;
}

/** What the address bar may ask for: `?backend=auto|webgpu|cpu`. */
export const backendChoices = ['auto', 'webgpu', 'cpu'] as const;
export type BackendChoice = (typeof backendChoices)[number];

/** Where work can run: the fastest, this project's own code, or tfjs on one of its backends. */
export type NetworkChoice = 'auto' | 'own' | 'webgpu' | 'wasm';

/** What a lab is computed on, for the badge of the page. */
export interface ComputeStatus {
  readonly status: 'starting' | 'ready' | 'recovering';
  /** Whose code: this project's own, or tfjs. */
  readonly engine: 'own' | 'tfjs';
  readonly backend: 'cpu' | 'webgpu' | 'wasm';
  /** Name of the graphics adapter, or the number of CPU threads. */
  readonly adapter: string;
  /** The graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** Draws of a small perturbed problem per second; 0 where that is not what the lab does. */
  readonly samplesPerSecond: number;
  /** The same on a graphics device alone (0 where it does not tell), and the way there and back. */
  readonly kernel?: { readonly samplesPerSecond: number; readonly roundTripMs: number };
  /** One sentence for the reader when something is not as it could be, else "". */
  readonly note: string;
  /** The note tells of a loss that every reader should know, not only who looks for it. */
  readonly degraded: boolean;
  /** Graphics devices that were lost since the start. */
  readonly losses: number;
}

/** What the page tells whoever works for it. */
export interface PageFacts {
  /** Address of the folder that the page lies in, ending in a slash. */
  readonly base: string;
  /** Query of the page's address: `?backend=` forces a backend. */
  readonly search: string;
  /** Processors that work may use, at least 1. */
  readonly cores: number;
}

/** Work on other threads, by name. Each thread has a table of its own and may keep things in it. */
export type Tasks = Readonly<Record<string, (request: never) => unknown>>;

/**
 * Helper threads beside this one. One that cannot start or dies is done without: its work is done here
 * instead, which is right because a task is a pure function of its request.
 */
export interface Threads<T extends Tasks> {
  /** Threads that work, this one included. */
  readonly count: number;
  /** All threads that will ever start have; the first call starts them. */
  ready(): Promise<unknown>;
  /** The numbers of the threads that pieces of work go to, in turn; 0 is this one. */
  deal(pieces: number): readonly number[];
  /**
   * Does one task for every request, on all threads at once.
   * @param on the thread of each request, from an earlier `deal`, to find what is left there; by default
   *   they are dealt anew
   * @returns the answers in the order of the requests, whoever gave them
   */
  map<Name extends keyof T & string>(
    task: Name,
    requests: readonly Parameters<T[Name]>[0][],
    on?: readonly number[],
  ): Promise<Awaited<ReturnType<T[Name]>>[]>;
  /**
   * The same for requests with large arrays: each is made when it is sent, so it may hand them over
   * (`handOver`) instead of having them copied; where its thread has died it is made anew.
   */
  give<Name extends keyof T & string>(
    task: Name,
    requests: readonly (() => Parameters<T[Name]>[0])[],
    on?: readonly number[],
  ): Promise<Awaited<ReturnType<T[Name]>>[]>;
}

/** Where work runs: the same in a worker, on the page's own thread, and in node. */
export interface Machine extends PageFacts {
  /** Milliseconds of any clock. */
  now(): number;
  readonly gpu: GPU | undefined;
  /** Threads with the task table of the lab; none starts before the first piece of work. */
  openThreads<T extends Tasks>(tasks: T, count: number): Threads<T>;
  /** Changes what the page's badge says. */
  report(change: Partial<ComputeStatus>): void;
}
