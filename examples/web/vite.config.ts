import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

// The server allows the pages of one origin: another port would be refused, so none is tried.
const address = { host: 'localhost', port: 3000, strictPort: true };

export default defineConfig(({ mode }) => {
  const origin = loadEnv(mode, '.').VITE_ACCORD_ORIGIN ?? 'http://127.0.0.1:8000';
  // Tokens are kept where every script of the page can read them, so there are no scripts but ours.
  const policy = `default-src 'self'; img-src 'self' data:; connect-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return {
    plugins: [react()],
    define: { 'import.meta.env.VITE_ACCORD_ORIGIN': JSON.stringify(origin) },
    server: address,
    preview: {
      ...address,
      headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' },
    },
  };
});
