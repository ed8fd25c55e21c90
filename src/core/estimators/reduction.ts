/**
 * What becomes of the estimates of several samples: their mean, which is an estimate too, or their sum, as
 * some experiments were run. Adam does not see the difference; with SGD the rate means another thing.
 */
export type Reduction = 'mean' | 'sum';
