// How the lanes of a search agree, by workgroup memory alone: what every device can do. Each of them reads what
// all have written, so one barrier serves a search; two sets of places in turn keep a fast lane from writing
// where a slow one still reads.

var<workgroup> offers: array<array<vec4u, LANES>, 2>;
var<workgroup> word: u32;
var<private> side: u32;

// The least value of all lanes, of equal ones the lowest rank; the same in all lanes.
fn nearest(own: Nearest) -> Nearest {
  side = 1u - side;
  offers[side][lane] = vec4u(bitcast<u32>(own.value), own.rank, own.previous, bitcast<u32>(own.price));
  workgroupBarrier();
  var least = FAR;
  var rank = NONE;
  var best = 0u;
  for (var l = 0u; l < LANES; l++) {
    let value = bitcast<f32>(offers[side][l].x);
    let other = offers[side][l].y;
    if (value < least || (value == least && other < rank)) {
      least = value;
      rank = other;
      best = l;
    }
  }
  let found = offers[side][best];
  return Nearest(bitcast<f32>(found.x), found.y, found.z, bitcast<f32>(found.w));
}

// The least and the second least value, with the rank and the price of the least; the same in all lanes.
fn leader(own: Leader) -> Leader {
  side = 1u - side;
  offers[side][lane] = vec4u(bitcast<u32>(own.least), own.rank, bitcast<u32>(own.second), bitcast<u32>(own.price));
  workgroupBarrier();
  var least = FAR;
  var second = FAR;
  var rank = NONE;
  var best = 0u;
  for (var l = 0u; l < LANES; l++) {
    let offer = offers[side][l];
    let value = bitcast<f32>(offer.x);
    if (value < least || (value == least && offer.y < rank)) {
      second = min(least, bitcast<f32>(offer.z));
      least = value;
      rank = offer.y;
      best = l;
    } else {
      second = min(second, value);
    }
  }
  return Leader(least, second, rank, bitcast<f32>(offers[side][best].w));
}

// What lane 0 says, in all lanes and known to be the same.
fn told(own: u32) -> u32 {
  if (lane == 0u) {
    word = own;
  }
  return workgroupUniformLoad(&word);
}
