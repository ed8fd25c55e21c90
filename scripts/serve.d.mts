export interface ServeOptions {
  root: string;
  base?: string;
  port?: number;
  tries?: number;
  onRequest?: (path: string, status: number) => void;
}
export interface Served {
  url: string;
  port: number;
  close: () => Promise<void>;
}
export function serve(options: ServeOptions): Promise<Served>;
