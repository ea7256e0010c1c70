/** Where the tokens of a session are kept. */
import type { TokenResponse } from './contract.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** From when on the access token is better renewed than sent, in milliseconds of this clock. */
  readonly renewAt: number;
}

/** A place that is read at once; whoever subscribes hears of every change. */
export interface TokenStore {
  read(): Tokens | undefined;
  /** Shows in `read` at once; a promise ends when `latest` finds it, whoever asks. */
  write(tokens: Tokens | undefined): void | Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Under which name those who share the store take turns; without one nobody shares it. */
  readonly sharedAs?: string;
  /**
   * What was written last by any who share the store; `read` says the same from then on. For a store whose `read` may
   * hear of the others late: whoever has the turn asks this.
   */
  latest?(): Promise<Tokens | undefined>;
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

export function subscribed(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tell(listeners: Set<() => void>): void {
  for (const listener of [...listeners]) listener();
}
