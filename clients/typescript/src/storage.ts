/** Tokens that all tabs of an origin share. */
import { keptIn, plain, record, recorded, type Kept } from './record.js';
import { subscribed, tell, type TokenStore } from './tokens.js';

/**
 * Kept in `localStorage`: all tabs of the origin share one session, which outlives them. Any script that runs on the
 * page can read it, so allow no scripts but your own (Content-Security-Policy).
 *
 * What a tab writes there may reach the others late. So it says whether there is a session, and a record in IndexedDB
 * says which tokens are the last; where that fails, two tabs may renew at once, for which the server has one answer.
 */
export function localStorageTokens(key = 'accord'): TokenStore {
  const name = `accord-client:${key}`;
  const listeners = new Set<() => void>();
  let newest = 0;
  const heard = (event: StorageEvent) => {
    // The key is null when everything was cleared.
    if (event.key === key || event.key === null) tell(listeners);
  };
  const shown = () => keptIn(parsed(localStorage.getItem(key)));
  const show = (kept: Kept) => {
    if (kept.tokens) localStorage.setItem(key, JSON.stringify(plain(kept)));
    else localStorage.removeItem(key);
    tell(listeners); // a storage event only reaches the other tabs
  };
  return {
    sharedAs: name,
    read: () => shown().tokens,
    async latest() {
      const last = await recorded(name);
      const here = shown();
      newest = Math.max(newest, last?.writtenAt ?? 0);
      // Signed out here, or the record could not be written: it is behind.
      if (last === undefined || here.tokens === undefined || last.writtenAt <= here.writtenAt) return here.tokens;
      show(last);
      return last.tokens;
    },
    write(tokens) {
      // Grows with each write, also when the clock is set back.
      const kept = { tokens, writtenAt: Math.max(Date.now(), newest + 1, shown().writtenAt + 1) };
      newest = kept.writtenAt;
      show(kept);
      return record(name, kept);
    },
    subscribe(listener) {
      if (listeners.size === 0) addEventListener('storage', heard);
      const leave = subscribed(listeners, listener);
      return () => {
        leave();
        if (listeners.size === 0) removeEventListener('storage', heard);
      };
    },
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
