import { lazyPart } from '../ui/lazy-part';
import { Dialog } from '../ui/overlay/Dialog';
import type { EmbeddedFigure } from './embed/EmbedBody';

const HelpBody = lazyPart(() => import('./HelpBody'));
const CourseBody = lazyPart(() => import('./course/CourseBody'));
const ReceiptBody = lazyPart(() => import('./ReceiptBody'));
const CiteBody = lazyPart(() => import('./about/CiteBody'));
const LessonBody = lazyPart(() => import('./lesson/LessonBody'));
const EmbedBody = lazyPart(() => import('./embed/EmbedBody'));
const ReportBody = lazyPart(() => import('./about/ReportBody'));

/** What the page has opened over itself. */
export type Opened =
  | { readonly kind: 'help' | 'receipt' | 'course' | 'cite' | 'lesson' }
  /** The code for a figure in another page, or for the page as it is. */
  | { readonly kind: 'embed'; readonly figure: EmbeddedFigure | null }
  /** A problem with a figure, by its receipt, or with the page, by ''. */
  | { readonly kind: 'report'; readonly receipt: string };

const titles: Readonly<Record<Opened['kind'], string>> = {
  help: 'Keys',
  receipt: 'Open a saved figure or course',
  course: 'Make a course',
  lesson: 'Make a lesson',
  cite: 'Cite',
  embed: 'Put it into another page',
  report: 'Report a problem',
};

interface DialogsProps {
  readonly opened: Opened;
  onClose(): void;
}

/** The dialogs of the page. */
export default function Dialogs({ opened, onClose }: DialogsProps) {
  return (
    <Dialog open title={titles[opened.kind]} onClose={onClose}>
      <Body {...{ opened, onClose }} />
    </Dialog>
  );
}

function Body({ opened, onClose }: DialogsProps) {
  switch (opened.kind) {
    case 'help':
      return <HelpBody />;
    case 'receipt':
      return <ReceiptBody onDone={onClose} />;
    case 'course':
      return <CourseBody onDone={onClose} />;
    case 'lesson':
      return <LessonBody />;
    case 'cite':
      return <CiteBody />;
    case 'embed':
      return <EmbedBody figure={opened.figure} />;
    case 'report':
      return <ReportBody receipt={opened.receipt} />;
  }
}
