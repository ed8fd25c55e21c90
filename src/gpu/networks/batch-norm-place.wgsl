// Where the numbers of a normalisation lie: in the parameters, in their gradient, and in the running
// statistics that come after the step (means, then variances).
struct Place {
  scale: u32,
  offset: u32,
  mean: u32,
  variance: u32,
  d_scale: u32,
  d_offset: u32,
  running: u32,
  padding: u32,
}
