// What the kernels of a training step must know of the step under way. It lies on the device, since several
// steps are made in one submission; the closing kernel of a step moves it on. Packed by clock.ts.
struct Clock {
  slot: u32, // row of this step in the tables that are uploaded for a submission
  halted: u32, // not 0: numbers were lost, and nothing may be changed any more; the value says which
  step: u32, // steps done before this one
  growths: u32, // how often epsilon has grown since it was set
  epsilon: f32, // loss weight of this step, growth included
  pad0: u32,
  pad1: u32,
  pad2: u32,
}
