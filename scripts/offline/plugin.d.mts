export const offline: import('vite').Plugin;
