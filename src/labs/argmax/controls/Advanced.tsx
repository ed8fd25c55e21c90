import { Disclosure } from '../../../ui/controls/choices';
import { ParamSegments, ParamSlider } from '../../kit/bound';
import { SeedField } from '../../kit/SeedField';
import type { ArgmaxStore } from '../params';
import { ClassTable } from './ClassTable';

/** What few readers need, folded away. */
export function Advanced({ store }: { store: ArgmaxStore }) {
  return (
    <>
      <Disclosure summary="Scores, loss and targets in numbers">
        <ClassTable store={store} />
      </Disclosure>
      <Disclosure summary="Sampling">
        <SeedField store={store} />
        <ParamSegments store={store} name="variance" />
        <ParamSlider store={store} name="cap" />
        <ParamSlider store={store} name="batch" />
      </Disclosure>
    </>
  );
}
