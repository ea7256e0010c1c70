/** The page, and what is remembered of the server while it is open. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConnectionFailed } from 'accord-client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { accord } from './accord';
import { App } from './App';
import './style.css';

const queries = new QueryClient({
  defaultOptions: {
    // A refusal is an answer: only a silence is worth asking again.
    queries: { retry: (count, failure) => failure instanceof ConnectionFailed && count < 2 },
  },
});

// What one person has seen is nothing for the next one at this screen.
accord.subscribe(() => {
  if (!accord.isSignedIn()) queries.clear();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
