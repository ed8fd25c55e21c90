import type { ReactNode } from 'react';
import { AboutContext } from '../../ui/notation/context';
import { shows, useLesson } from './lesson';

interface ParamFrameProps {
  readonly name: string;
  /** The entry of the notation that it is about, if not that of the parameter. */
  readonly about?: string;
  readonly children: ReactNode;
}

/** Around the control of a parameter: not there where a lesson hides it, dead where one locks it. */
export function ParamFrame({ name, about = name, children }: ParamFrameProps) {
  const { lesson } = useLesson();
  if (!shows(lesson, name)) return null;
  const control = <AboutContext value={about}>{children}</AboutContext>;
  if (!lesson?.lock.includes(name)) return control;
  return (
    <fieldset className="locked" disabled>
      <legend className="visually-hidden">Locked by the lesson</legend>
      {control}
    </fieldset>
  );
}
