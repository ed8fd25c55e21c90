/** The ideas that have a colour of their own; a custom property of the same name holds it. */
export type Concept = 'signal' | 'noise' | 'loss' | 'truth' | 'prediction' | 'error';

/** Which stage of a gesture a change belongs to: 'commit' when the hand lets go. */
export type Phase = 'move' | 'commit';
