import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Command } from '../../lecture/exchange';
import { keptIn } from '../../state/kept';
import { useServices, type Services } from '../services';
import { createAudience, type Audience } from './audience';
import { words } from './words';
import { browserClock, greet, openTransport } from './windows';

/** One per page: it outlives the scenes, and the lecture. */
const audiences = new WeakMap<Services, Audience>();

function audienceOf(services: Services): Audience {
  const known = audiences.get(services);
  if (known) return known;
  const { navigation, course, notices, sessions } = services;
  const room = roomOfPage();
  const audience = createAudience({
    navigation,
    course,
    labs: sessions.ids,
    transport: openTransport(room, window),
    clock: browserClock,
    openWindow: () =>
      window.open(`#/speaker?room=${room}`, `noisy-argmax-${room}`, 'popup,width=1180,height=760'),
    onBlocked: () => notices.add(words.blocked),
  });
  greet(audience.greet, audience.leave);
  audiences.set(services, audience);
  return audience;
}

/** The name that this window and its speaker's have in common; a reload keeps it. */
function roomOfPage(): string {
  const kept = keptIn(() => sessionStorage, 'noisy-argmax:room');
  const known = kept.read();
  if (typeof known === 'string' && /^\w{1,20}$/.test(known)) return known;
  const room = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) =>
    part.toString(36),
  ).join('');
  kept.write(room);
  return room;
}

/** What the scene that is shown does when the speaker asks for it. */
export function useAudience(steps: (command: Command) => boolean): Audience {
  const audience = audienceOf(useServices());
  const latest = useRef(steps);
  useLayoutEffect(() => {
    latest.current = steps;
  });
  useEffect(() => audience.perform((command) => latest.current(command)), [audience]);
  return audience;
}
