/** Keeps the tokens of a session fresh, and renews them once, whoever asks and however many do. */
import { createToken, type Client } from './contract.js';
import { ConnectionFailed, Refused } from './failures.js';
import { tokensOf, type Tokens, type TokenStore } from './tokens.js';

/** Longer than the server takes to answer; whoever waits for us in another tab must not wait for ever. */
const RENEWAL_MILLISECONDS = 10_000;

type Fetch = (request: Request) => Promise<Response>;

export class Session {
  #renewal: Promise<Tokens | undefined> | undefined;

  constructor(
    private readonly anonymous: Client,
    private readonly store: TokenStore,
  ) {}

  /** The token to send, renewed if it is about to expire. */
  async accessToken(): Promise<string | undefined> {
    const held = this.store.read();
    if (held === undefined || Date.now() < held.renewAt) return held?.accessToken;
    try {
      return (await this.renewed(held.accessToken))?.accessToken;
    } catch {
      return held.accessToken; // it may be good still; if not, the answer is 401 and we ask again
    }
  }

  /** `fetch` that meets a 401 with new tokens and a second try. */
  fetchedBy(fetch: Fetch): Fetch {
    return async (request) => {
      const sent = request.headers.get('Authorization')?.replace(/^Bearer /, '');
      if (sent === undefined) return fetch(request);
      const again = request.clone(); // the body of the first can be read only once
      const response = await fetch(request);
      if (response.status !== 401) return response;
      const tokens = await this.renewed(sent);
      if (tokens === undefined) return response;
      again.headers.set('Authorization', `Bearer ${tokens.accessToken}`);
      return fetch(again);
    };
  }

  /** Tokens other than the one that has not worked; undefined if the session has ended. */
  renewed(stale: string): Promise<Tokens | undefined> {
    this.#renewal ??= this.#inTurn(() => this.#exchange(stale)).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  /**
   * Run it while no other tab does. Browsers without locks, or outside of a secure context, do without: within ten
   * seconds the server gives the same new token to all who bring the same old one.
   */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
    if (this.store.sharedAs === undefined || locks === undefined) return work();
    return locks.request(this.store.sharedAs, work);
  }

  /** Keep these, or none, in turn; what was kept until then is returned. */
  replaced(tokens: Tokens | undefined): Promise<Tokens | undefined> {
    return this.#inTurn(async () => {
      const held = await this.#latest();
      await this.store.write(tokens);
      return held;
    });
  }

  /** Whoever has the turn may not go by what this page has heard so far. */
  async #latest(): Promise<Tokens | undefined> {
    return this.store.latest ? this.store.latest() : this.store.read();
  }

  async #exchange(stale: string): Promise<Tokens | undefined> {
    const held = await this.#latest();
    // Another tab was faster, or somebody signed out.
    if (held?.accessToken !== stale) return held;
    const { data, error, response } = await this.#asked(held.refreshToken);
    // Who signs out without a turn (no locks, a storage that is cleared) shows in `read`; but so may old news.
    const seemsReplaced = this.store.read()?.refreshToken !== held.refreshToken;
    if (seemsReplaced && (await this.#latest())?.refreshToken !== held.refreshToken) return this.store.read();
    if (data !== undefined) return this.#kept(tokensOf(data));
    if (error.error === 'invalid_grant') return this.#kept(undefined);
    throw new Refused(error, response); // too many requests, no database: the tokens are as good as before
  }

  /** Ask twice when no answer arrives: within ten seconds the same token gives the same answer. */
  async #asked(refreshToken: string) {
    const ask = () =>
      createToken({
        client: this.anonymous,
        body: { grant_type: 'refresh_token', refresh_token: refreshToken },
        signal: AbortSignal.timeout(RENEWAL_MILLISECONDS / 2),
      });
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof ConnectionFailed)) throw failure;
      return ask();
    }
  }

  /** The next in turn finds them, so the turn ends only then. */
  async #kept(tokens: Tokens | undefined): Promise<Tokens | undefined> {
    await this.store.write(tokens);
    return tokens;
  }
}
