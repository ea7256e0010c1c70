/** The one session of this page; all tabs share its tokens, and renew them once. */
import { createAccord, localStorageTokens } from 'accord-client';
import { useSyncExternalStore } from 'react';

export const accord = createAccord({ origin: import.meta.env.VITE_ACCORD_ORIGIN, tokens: localStorageTokens() });
export const { client } = accord;

/** Whether somebody is signed in here, also when that changes in another tab or on the server. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(accord.subscribe, accord.isSignedIn);
}
