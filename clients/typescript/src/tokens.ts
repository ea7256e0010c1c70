/** Where the tokens of a session are kept. */
import type { TokenResponse } from './contract.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** From when on the access token is better renewed than sent, in milliseconds of this clock. */
  readonly renewAt: number;
}

/** A place that is read and written at once; whoever subscribes hears of every change. */
export interface TokenStore {
  read(): Tokens | undefined;
  write(tokens: Tokens | undefined): void;
  subscribe(listener: () => void): () => void;
  /** Under which name those who share the store take turns; without one nobody shares it. */
  readonly sharedAs?: string;
}

/** Some time is left for a request that takes long, and for a clock that is wrong. */
const USED_OF_LIFE = 0.9;

export function tokensOf(answer: TokenResponse): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    renewAt: Date.now() + answer.expires_in * 1000 * USED_OF_LIFE,
  };
}

/** Kept by this page alone, and gone when it is closed or loaded again. The default. */
export function memoryTokens(): TokenStore {
  const listeners = new Set<() => void>();
  let held: Tokens | undefined;
  return {
    read: () => held,
    write(tokens) {
      held = tokens;
      tell(listeners);
    },
    subscribe: (listener) => subscribed(listeners, listener),
  };
}

/**
 * Kept in `localStorage`: all tabs of the origin share one session, which outlives them. Any script that runs on the
 * page can read it, so allow no scripts but your own (Content-Security-Policy).
 */
export function localStorageTokens(key = 'accord'): TokenStore {
  const listeners = new Set<() => void>();
  const heard = (event: StorageEvent) => {
    // The key is null when everything was cleared.
    if (event.key === key || event.key === null) tell(listeners);
  };
  return {
    sharedAs: `accord-client:${key}`,
    read: () => parsed(localStorage.getItem(key)),
    write(tokens) {
      if (tokens) localStorage.setItem(key, JSON.stringify(tokens));
      else localStorage.removeItem(key);
      tell(listeners); // a storage event only reaches the other tabs
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

function subscribed(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(listeners: Set<() => void>): void {
  for (const listener of [...listeners]) listener();
}

/** What was stored, unless somebody else, or an older version, wrote something different there. */
function parsed(text: string | null): Tokens | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isTokens(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTokens(value: unknown): value is Tokens {
  if (typeof value !== 'object' || value === null) return false;
  const { accessToken, refreshToken, renewAt } = value as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof renewAt === 'number';
}
