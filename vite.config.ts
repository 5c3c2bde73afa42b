import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API a `vite` dev server passes `/api` calls on to; it answers pages of its own host only, so the host stays as it is. */
const API = process.env.WHOASKED_API ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: 'client',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    // The first browsers with light-dark(): its replacement for older ones follows the system, not the reader's choice.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 2000,
  },
  // The slash keeps the module client/api.ts out of it.
  server: { host: '127.0.0.1', proxy: { '^/api/': { target: API, changeOrigin: false } } },
});
