import { describe, expect, it } from 'vitest';
import { describeTable } from '../kit/testing';
import { defaultsOf } from '../../state/params';
import { normalise, perturbedTable } from './params';
import { presets } from './presets';

describeTable({ table: perturbedTable, normalise, presets });

describe('values that depend on each other', () => {
  it('are a truth that is there, and corners of two numbers', () => {
    const values = { ...defaultsOf(perturbedTable), truth: 5 };
    expect(normalise(values).truth).toBe(5);
    expect(normalise({ ...values, structure: 'simplex' }).truth).toBe(2);
    const vertices = [0, 0, 1, 0, 1, 1, 0.5];
    const polygon = normalise({ ...values, structure: 'polygon', vertices });
    expect([polygon.vertices, polygon.truth]).toEqual([[0, 0, 1, 0, 1, 1], 2]);
  });
});
