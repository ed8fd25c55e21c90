import { useCallback } from 'react';
import { FileDrop } from '../../ui/FileDrop';
import { useServices, type Services } from '../services';
import { courseWords } from './words';

/** Takes the file of a course that is dropped on the page. */
export function CourseDrop() {
  const services = useServices();
  const take = useCallback(
    ([file]: File[]) => {
      if (file) void takeFile(services, file);
    },
    [services],
  );
  return <FileDrop label={courseWords.drop} onFiles={take} />;
}

async function takeFile(services: Services, file: File): Promise<void> {
  // what checks a file comes when there is one
  const [{ openCourse }, text] = await Promise.all([import('./open'), file.text()]);
  const fault = openCourse(services, text);
  if (fault !== null) services.notices.add(fault, 'error');
}
