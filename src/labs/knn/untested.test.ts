import { describe, expect, it } from 'vitest';
import { testedNames, untestedOf, untestedSentence } from './untested';

describe('classes without a test image', () => {
  const names = ['cat', 'dog', 'owl'];

  it('are those whose row of the confusion matrix is empty, and are named', () => {
    const untested = untestedOf(Float64Array.of(2, 0, 1, 0, 0, 0, 0, 3, 0), 3);
    expect([...untested]).toEqual([1]);
    expect(testedNames(names, untested)).toEqual(['cat', 'dog (none)', 'owl']);
    expect(untestedSentence(names, untested)).toBe(
      ' There are no test images of dog: such a row is empty.',
    );
  });

  it('are none where all are tested, also where none is right', () => {
    const untested = untestedOf(Float64Array.of(0, 1, 1, 0), 2);
    expect([untested.size, untestedSentence(names, untested)]).toEqual([0, '']);
  });
});
