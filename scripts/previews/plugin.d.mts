export const previewPages: import('vite').Plugin;
