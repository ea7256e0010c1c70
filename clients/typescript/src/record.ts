/**
 * The record of what was kept last, in IndexedDB. A transaction that has ended is seen by each that begins after it, in
 * whatever process; `localStorage` has no such promise.
 */
import type { Tokens } from './tokens.js';

const STORE = 'tokens';
const KEY = 'last';
/** An IndexedDB that is silent for so long is broken, and whoever has the turn must not wait for ever. */
const PATIENCE_MILLISECONDS = 3_000;

/** What tabs have in common: tokens, or that there are none, and when that was written. */
export interface Kept {
  readonly tokens: Tokens | undefined;
  /** In milliseconds; larger than in all that was written before. */
  readonly writtenAt: number;
}

/** As it is stored. */
export function plain({ tokens, writtenAt }: Kept): object {
  return { ...tokens, writtenAt };
}

/** What was stored, unless somebody else, or an older version, wrote something different there. */
export function keptIn(value: unknown): Kept {
  const { writtenAt } = (value ?? {}) as Record<string, unknown>;
  return { tokens: isTokens(value) ? value : undefined, writtenAt: typeof writtenAt === 'number' ? writtenAt : 0 };
}

/** Undefined if there is none, or no IndexedDB, as in some private windows. */
export async function recorded(name: string): Promise<Kept | undefined> {
  try {
    const value = await inTransaction<unknown>(name, 'readonly', (store) => store.get(KEY));
    return value === undefined ? undefined : keptIn(value);
  } catch {
    return undefined;
  }
}

/** Done when every tab finds it; without IndexedDB nothing is done. What is newer stays. */
export async function record(name: string, kept: Kept): Promise<void> {
  try {
    await inTransaction<unknown>(name, 'readwrite', (store) => {
      const reading = store.get(KEY);
      reading.onsuccess = () => {
        if (keptIn(reading.result).writtenAt < kept.writtenAt) store.put(plain(kept), KEY);
      };
      return reading;
    });
  } catch {
    // The tabs have `localStorage` left.
  }
}

type Work<Result> = (store: IDBObjectStore) => IDBRequest<Result>;

/** Open for one transaction alone: nothing to lose when the browser clears its data, nothing that keeps a page open. */
async function inTransaction<Result>(name: string, mode: IDBTransactionMode, work: Work<Result>): Promise<Result> {
  return inTime(opened(name).then((database) => ended(database, mode, work).finally(() => database.close())));
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function ended<Result>(database: IDBDatabase, mode: IDBTransactionMode, work: Work<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: number | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('IndexedDB is silent')), PATIENCE_MILLISECONDS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function isTokens(value: unknown): value is Tokens {
  if (typeof value !== 'object' || value === null) return false;
  const { accessToken, refreshToken, renewAt } = value as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof renewAt === 'number';
}
