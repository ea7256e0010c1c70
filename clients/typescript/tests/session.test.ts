/** What the session does when tabs share it, and when what answers is ill or a stranger. The network alone is played. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';

import {
  ConnectionFailed, createAccord, getMe, localStorageTokens, memoryTokens, Refused, UnexpectedAnswer, unwrap,
  type Tokens, type TokenStore,
} from 'accord-client';

type Play = (request: Request) => Response | Promise<Response>;

const origin = 'http://accord.test';
const held: Tokens = { accessToken: 'expired', refreshToken: 'first', renewAt: 2 ** 52 };
const pair = { access_token: 'good', token_type: 'Bearer', expires_in: 600, refresh_token: 'second', scope: 'account:read' };
const expired = { code: 'invalid_token', request_id: '0123456789', status: 401, detail: 'The access token is none.' };
const unavailable = { error: 'temporarily_unavailable', error_description: 'Try again later.' };
const isRenewal = (request: Request) => request.url.endsWith('/auth/token');
const ada: Play = (request) =>
  request.headers.get('Authorization') === 'Bearer good'
    ? Response.json({ email: 'ada@example.com' })
    : Response.json(expired, { status: 401, headers: { 'Content-Type': 'application/problem+json' } });

/** A server that knows Ada, and whose renewals `play`; it counts them. */
function server(play: Play = () => Response.json(pair)) {
  const counted = { renewals: 0 };
  const fetch = async (request: Request): Promise<Response> => {
    if (!isRenewal(request)) return ada(request);
    counted.renewals++;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return play(request);
  };
  return { fetch, counted };
}

function stored(tokens: Tokens = held): TokenStore {
  const store = memoryTokens();
  store.write(tokens);
  return store;
}

/** What browsers have and Node 20 has not, as far as the client uses it. */
class Storage {
  readonly #items = new Map<string, string>();
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#items.set(key, value);
  removeItem = (key: string) => void this.#items.delete(key);
}

class Locks {
  #last: Promise<unknown> = Promise.resolve();
  request = <Result>(_name: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  };
}

function play(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

const tab = new EventTarget();
beforeEach(() => {
  play('localStorage', new Storage());
  play('addEventListener', tab.addEventListener.bind(tab));
  play('removeEventListener', tab.removeEventListener.bind(tab));
});
afterEach(() => play('navigator', undefined));

for (const [locks, most] of [[new Locks(), 1], [undefined, 2]] as const) {
  test(`tabs ${locks ? 'with' : 'without'} locks renew at most ${most} times, and stay signed in`, async () => {
    play('navigator', { locks });
    localStorageTokens().write(held);
    const { fetch, counted } = server();
    const tabs = [1, 2].map(() => createAccord({ origin, fetch, tokens: localStorageTokens() }));
    const answers = await Promise.all(tabs.map(({ client }) => getMe({ client })));
    assert.deepEqual(answers.map(({ data }) => data?.email), ['ada@example.com', 'ada@example.com']);
    assert.ok(counted.renewals <= most, `${counted.renewals} renewals`);
    assert.equal(localStorageTokens().read()?.refreshToken, 'second');
  });
}

/** Two tabs, each of which learns only by asking what the other has written, and that a moment later. */
function lateTabs(): TokenStore[] {
  let last: Tokens | undefined = held;
  return [1, 2].map(() => {
    const own = stored();
    return {
      ...own,
      sharedAs: 'late',
      async write(tokens) {
        own.write(tokens);
        await new Promise((resolve) => setTimeout(resolve, 20));
        last = tokens;
      },
      async latest() {
        own.write(last);
        return last;
      },
    };
  });
}

test('tabs that hear of each other late renew once', async () => {
  play('navigator', { locks: new Locks() });
  const { fetch, counted } = server();
  const tabs = lateTabs().map((tokens) => createAccord({ origin, fetch, tokens }));
  const answers = await Promise.all(tabs.map(({ client }) => getMe({ client })));
  assert.deepEqual(answers.map(({ data }) => data?.email), ['ada@example.com', 'ada@example.com']);
  assert.equal(counted.renewals, 1);
});

test('whoever signs out hands in the token that another tab has got meanwhile', async () => {
  play('navigator', { locks: new Locks() });
  const revoked: string[] = [];
  const { fetch } = server();
  const noted = async (request: Request): Promise<Response> => {
    if (!request.url.endsWith('/auth/revoke')) return fetch(request);
    revoked.push(await request.text());
    return new Response();
  };
  const [one, other] = lateTabs().map((tokens) => createAccord({ origin, fetch: noted, tokens }));
  await getMe({ client: one!.client });
  await other!.signOut();
  assert.deepEqual(revoked, ['token=second']);
  assert.equal(other!.isSignedIn(), false);
});

test('a tab hears what another does, until it has heard enough', () => {
  const accord = createAccord({ origin, tokens: localStorageTokens() });
  let heard = 0;
  const leave = accord.subscribe(() => heard++);
  const tell = (key: string | null) => tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
  localStorageTokens().write(held);
  tell('accord');
  tell('something else');
  assert.deepEqual([heard, accord.isSignedIn()], [1, true]);
  leave();
  tell('accord');
  assert.equal(heard, 1);
});

for (const tokens of [memoryTokens, localStorageTokens]) {
  test(`whoever signs out hears of it: ${tokens.name}`, async () => {
    const accord = createAccord({ origin, fetch: async () => new Response(), tokens: tokens() });
    let heard = 0;
    accord.subscribe(() => heard++);
    await accord.signOut();
    assert.equal(heard, 1);
  });
}

test('two operations at once renew once', async () => {
  const { fetch, counted } = server();
  const { client } = createAccord({ origin, fetch, tokens: stored() });
  await Promise.all([unwrap(getMe({ client })), unwrap(getMe({ client }))]);
  assert.equal(counted.renewals, 1);
});

test('what somebody else left in the storage is no session', () => {
  for (const text of ['{', '7', 'null', '{"accessToken": "a"}']) {
    localStorage.setItem('accord', text);
    assert.equal(createAccord({ origin, tokens: localStorageTokens() }).isSignedIn(), false, text);
  }
});

test('an answer that was lost is asked for again', async () => {
  let isLost = true;
  const { fetch, counted } = server(() => {
    if (!isLost) return Response.json(pair);
    isLost = false;
    throw new TypeError('fetch failed');
  });
  const { client } = createAccord({ origin, fetch, tokens: stored() });
  assert.equal((await unwrap(getMe({ client }))).email, 'ada@example.com');
  assert.equal(counted.renewals, 2);
});

test('a server that cannot renew now costs nobody the session', async () => {
  const tokens = stored();
  const { fetch } = server(() => Response.json(unavailable, { status: 503 }));
  const accord = createAccord({ origin, fetch, tokens });
  await assert.rejects(getMe({ client: accord.client }), Refused);
  assert.equal(tokens.read(), held);
});

test('a token that is only about to expire is used meanwhile', async () => {
  const due = { accessToken: 'good', refreshToken: 'first', renewAt: 0 };
  const { fetch, counted } = server(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
  const { client } = createAccord({ origin, fetch, tokens: stored(due) });
  assert.equal((await unwrap(getMe({ client }))).email, 'ada@example.com');
  assert.equal(counted.renewals, 1);
});

test('a renewal does not bring back a session that was signed out of meanwhile', async () => {
  const tokens = stored();
  const { fetch } = server(() => {
    tokens.write(undefined);
    return Response.json(pair);
  });
  const accord = createAccord({ origin, fetch, tokens });
  assert.equal((await getMe({ client: accord.client })).error?.code, 'invalid_token');
  assert.equal(accord.isSignedIn(), false);
});

const html = { 'Content-Type': 'text/html' };
const strangers: Record<string, () => Response> = {
  'a portal': () => new Response('<h1>Sign in to the hotel</h1>', { headers: html }),
  'a proxy': () => new Response('<h1>Bad Gateway</h1>', { status: 502, headers: html }),
  'a gateway that speaks JSON': () => Response.json({ message: 'no' }, { status: 403 }),
  'a status without a body': () => new Response(null, { status: 418 }),
};
for (const [who, answer] of Object.entries(strangers)) {
  test(`what ${who} says is thrown, for the contract does not declare it`, async () => {
    const { client } = createAccord({ origin, fetch: async () => answer() });
    await assert.rejects(
      getMe({ client }),
      (thrown) => thrown instanceof UnexpectedAnswer && thrown.response.status === answer().status,
    );
  });
}

test('no answer is thrown as that, and what the caller has ended as he ended it', async () => {
  const { client } = createAccord({ origin: 'http://127.0.0.1:1' });
  await assert.rejects(getMe({ client }), ConnectionFailed);
  await assert.rejects(getMe({ client, signal: AbortSignal.abort() }), { name: 'AbortError' });
  const silent = createAccord({
    origin,
    fetch: ({ signal }) =>
      new Promise((_, reject) => {
        const open = setInterval(() => undefined, 1000); // an open connection keeps Node alive
        signal.addEventListener('abort', () => (clearInterval(open), reject(signal.reason)));
      }),
  });
  await assert.rejects(getMe({ client: silent.client, signal: AbortSignal.timeout(10) }), ConnectionFailed);
});

test('an answer that does not come has an end', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const accord = createAccord({ origin: `http://127.0.0.1:${port}`, timeout: 50 });

  await assert.rejects(accord.signIn({ email: 'ada@example.com', password: 'seven green bicycles' }), ConnectionFailed);

  silent.closeAllConnections();
  silent.close();
});
