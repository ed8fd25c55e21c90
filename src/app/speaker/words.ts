import type { Contact } from '../../lecture/channel';
import type { SceneText } from '../../lecture/texts';

/** The words of the speaker's window and of notes. */
export const words = {
  title: 'Speaker',
  blocked:
    'The browser has blocked the speaker’s window. Press s again for notes here, where the audience sees them too.',
  contact: {
    none: 'Waiting for the lecture: press s in a scene.',
    here: 'In step with the audience',
    lost: 'The audience’s window does not answer. Open a scene and press s there.',
  } satisfies Record<Contact, string>,
  lost: 'The speaker’s window is closed; press s to open it again',
  elsewhere: 'The audience sees no scene now. Jump to one, or undo, to come back.',
  noRoom: 'This window belongs to no lecture. Open a scene and press s there.',
  where: (place: number, of: number, group: string) => `${place} of ${of} · ${group}`,
  breath: 'Say',
  answers: 'Question',
  right: 'right',
  said: 'the room said',
  revealed: 'Shown:',
  open: 'Not shown yet:',
  cues: 'Do',
  nextScene: 'Next',
  /** Some sentences begin with the name. */
  nextIs: ({ name, sentence }: Pick<SceneText, 'name' | 'sentence'>) =>
    sentence.startsWith(name) ? sentence : `${name}: ${sentence}`,
  lastScene: 'This is the last scene.',
  jump: 'Scenes',
  jumpTo: (name: string) => `Jump to ${name}`,
  notes: 'Notes',
  closeNotes: 'Close the notes (s)',
  clock: 'Clock',
  elapsed: 'Since the start',
  inScene: 'In this scene',
  ofPlan: (time: string, plan: string) => `${time} of ${plan}`,
  onTime: 'on time',
  late: (time: string) => `${time} behind`,
  early: (time: string) => `${time} ahead`,
  restart: 'Set to 0',
  controls: 'Steps',
  undo: 'Undo',
  previous: 'Back',
  restore: 'Restore',
  vote: 'Vote code',
  blank: 'Blank',
  reveal: 'Reveal',
  next: 'Next scene',
} as const;

/** "3:07" for milliseconds. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time of day. */
export const timeOfDay = (now: number) =>
  new Date(now).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
