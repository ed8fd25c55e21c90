import { laneConstants, type Lanes } from './layout';
import subgroupLanes from './lanes-subgroup.wgsl?raw';
import workgroupLanes from './lanes-workgroup.wgsl?raw';
import searchShader from './search.wgsl?raw';

/**
 * The text of a shader that searches assignments of n rows.
 * @param main gives `cell(row, column)` and the entry point, whose workgroups have LANES invocations, each of
 *   which sets `lane` to LANE_BUILTIN
 */
export function assignmentShader(n: number, lanes: Lanes, main: string): string {
  const subgroup = lanes.kind === 'subgroup';
  const builtin = subgroup ? 'subgroup_invocation_id' : 'local_invocation_index';
  return [
    subgroup ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
    laneConstants(n, lanes),
    searchShader,
    subgroup ? subgroupLanes : workgroupLanes,
    main.replaceAll('LANE_BUILTIN', builtin),
  ].join('\n');
}
