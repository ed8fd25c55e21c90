// Merges the distances of one block of candidates into the shortlist of every query: the `kept` smallest
// values so far, ascending, ties to the lower number. One workgroup per query: its threads go through a
// stretch of the row together and put aside what is below the worst of the list, whose place among the
// others is then counted. Stretches are short while the list is bad and much gets below it, and never
// longer than there is room for.
//
// Candidates come by ascending number, so on a tie with the list the list has the lower one. Values and
// numbers together are never equal: places are distinct, whatever the order of the threads.
//
// WORKGROUP_SIZE, CAPACITY (>= kept), SHORTEST and LONGEST (stretches) are spliced in by the host.

struct Block {
  first: u32,
  count: u32,
  columns: u32,
  dim: u32,
}

struct Search {
  kept: u32,
  queries: u32,
}

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<uniform> wanted: Search;
@group(0) @binding(2) var<storage, read> distances: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> values: array<f32>;
@group(0) @binding(4) var<storage, read_write> indices: array<u32>;

// The list before and after a merge, in turn.
var<workgroup> list_values: array<f32, 2u * CAPACITY>;
var<workgroup> list_indices: array<u32, 2u * CAPACITY>;
// What has been put aside, and how much, again in turn.
var<workgroup> found_values: array<f32, LONGEST>;
var<workgroup> found_indices: array<u32, LONGEST>;
var<workgroup> found: array<atomic<u32>, 2>;

fn put_aside(turn: u32, value: f32, index: u32) {
  let at = atomicAdd(&found[turn], 1u);
  found_values[at] = value;
  found_indices[at] = index;
}

fn put(list: u32, place: u32, value: f32, index: u32) {
  if (place < wanted.kept) {
    list_values[list + place] = value;
    list_indices[list + place] = index;
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let kept = wanted.kept;
  let start = group.x * kept;
  for (var r = thread; r < kept; r += WORKGROUP_SIZE) {
    // nothing is kept of a list that the search before has left
    list_values[r] = select(values[start + r], 3.4e38, block.first == 0u);
    list_indices[r] = indices[start + r];
  }
  if (thread < 2u) {
    atomicStore(&found[thread], 0u);
  }
  workgroupBarrier();

  let row = group.x * (block.columns / 4u);
  var turn = 0u;
  var begin = 0u;
  while (begin < block.count) {
    let end = min(block.columns, begin + clamp(block.first + begin, SHORTEST, LONGEST));
    let list = turn * CAPACITY;
    let worst = list_values[list + kept - 1u];
    for (var c = begin / 4u + thread; c < end / 4u; c += WORKGROUP_SIZE) {
      let near = distances[row + c];
      if (any(near < vec4f(worst))) {
        let index = block.first + 4u * c;
        if (near.x < worst) { put_aside(turn, near.x, index); }
        if (near.y < worst) { put_aside(turn, near.y, index + 1u); }
        if (near.z < worst) { put_aside(turn, near.z, index + 2u); }
        if (near.w < worst) { put_aside(turn, near.w, index + 3u); }
      }
    }
    workgroupBarrier();
    let count = atomicLoad(&found[turn]);
    let other = CAPACITY - list;
    for (var r = thread; r < kept; r += WORKGROUP_SIZE) {
      let value = list_values[list + r];
      var place = r;
      for (var i = 0u; i < count; i++) {
        place += u32(found_values[i] < value);
      }
      put(other, place, value, list_indices[list + r]);
    }
    for (var f = thread; f < count; f += WORKGROUP_SIZE) {
      let value = found_values[f];
      let index = found_indices[f];
      var place = 0u;
      for (var i = 0u; i < count; i++) {
        let before = found_values[i];
        place += u32(before < value || (before == value && found_indices[i] < index));
      }
      for (var r = 0u; r < kept && list_values[list + r] <= value; r++) {
        place++;
      }
      put(other, place, value, index);
    }
    if (thread == 0u) {
      atomicStore(&found[1u - turn], 0u);
    }
    turn = 1u - turn;
    begin = end;
    workgroupBarrier();
  }

  for (var r = thread; r < kept; r += WORKGROUP_SIZE) {
    values[start + r] = list_values[turn * CAPACITY + r];
    indices[start + r] = list_indices[turn * CAPACITY + r];
  }
}
