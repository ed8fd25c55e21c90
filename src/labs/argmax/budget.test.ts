import { describe, expect, it } from 'vitest';
import { createBudget } from './budget';

describe('the budget of samples', () => {
  it('believes a slow reply at once and a fast one by and by', () => {
    const budget = createBudget();
    budget.learn(10_000, 1);
    const afterFast = budget.samples(10);
    expect(afterFast).toBeLessThan(100_000);
    for (let i = 0; i < 20; i++) budget.learn(10_000, 1);
    expect(budget.samples(10)).toBeGreaterThan(95_000);
    budget.learn(1000, 10);
    expect(budget.samples(10)).toBeLessThan(2048);
  });

  it('stays between its bounds and whole multiples of 1,024', () => {
    const budget = createBudget();
    for (let i = 0; i < 60; i++) budget.learn(400_000_000, 0.001);
    expect(budget.samples(1000)).toBe(2 ** 28);
    budget.learn(1, 1000);
    expect(budget.samples(1)).toBe(1024);
    budget.learn(5000, 1);
    expect(budget.samples(7) % 1024).toBe(0);
  });
});
