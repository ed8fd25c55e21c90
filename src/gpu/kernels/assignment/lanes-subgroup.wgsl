// How the lanes of a search agree where they are one subgroup: without memory or barriers.

// The least value of all lanes, of equal ones the lowest rank; the same in all lanes.
fn nearest(own: Nearest) -> Nearest {
  let least = subgroupMin(own.value);
  let rank = subgroupMin(select(NONE, own.rank, own.value == least));
  let best = (column_of_rank(rank)) % LANES;
  return Nearest(least, rank, subgroupShuffle(own.previous, best), subgroupShuffle(own.price, best));
}

// The least and the second least value, with the rank and the price of the least; the same in all lanes.
fn leader(own: Leader) -> Leader {
  let least = subgroupMin(own.least);
  let rank = subgroupMin(select(NONE, own.rank, own.least == least));
  let second = subgroupMin(select(own.least, own.second, own.rank == rank));
  return Leader(least, second, rank, subgroupShuffle(own.price, column_of_rank(rank) % LANES));
}

// What lane 0 says, in all lanes.
fn told(own: u32) -> u32 {
  return subgroupBroadcast(own, 0u);
}
