export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  absent?: string[];
  failures?: string[];
}
export function countCheck(ok: boolean): Counts;
export function countVitest(report: unknown): Counts;
export function countPlaywright(report: unknown): Counts;
export function countLine(output: string): Counts | null;
export function settle(counts: Counts | null, ok: boolean): Counts;
export function sum(list: Counts[]): Counts;
export function failureOf(name: string, message?: string): string;
