import { useCallback } from 'react';
import { FileDrop } from '../../ui/FileDrop';
import { useServices } from '../services';
import { openCourse } from './open';
import { courseWords } from './words';

/** Takes the file of a course that is dropped on the page. */
export default function CourseDrop() {
  const services = useServices();
  const take = useCallback(
    (files: File[]) => {
      void files[0]?.text().then((text) => {
        const fault = openCourse(services, text);
        if (fault !== null) services.notices.add(fault, 'error');
      });
    },
    [services],
  );
  return <FileDrop label={courseWords.drop} onFiles={take} />;
}
