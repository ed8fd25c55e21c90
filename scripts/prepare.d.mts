export interface Runner {
  (
    command: string,
    args: string[],
    options: { cwd: string },
  ): Promise<{ ok: boolean; output: string; problem: string }>;
}
export interface PrepareOptions {
  runner?: Runner;
  log?: (line: string) => void;
}
export function nodeProblem(version?: string): string | null;
export function needsInstall(root: string): boolean;
export function needsBuild(root: string): boolean;
export function install(root: string, options?: PrepareOptions): Promise<void>;
export function build(root: string, options?: PrepareOptions): Promise<void>;
