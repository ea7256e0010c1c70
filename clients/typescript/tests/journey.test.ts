/** One person's way through the whole API, and an admin's, against a running server. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  changePassword, confirmEmail, createAccord, createToken, endMySession, getMe, isProblem, listMySessions, listUsers,
  memoryTokens, NotModified, register, suspendUser, unwrap, updateMe,
} from 'accord-client';

const { ACCORD_ORIGIN: origin = '', MAILBOX = '', ADMIN = '', ADMIN_PASSWORD = '', GRACE_SECONDS = '' } = process.env;
const email = `ada-${process.pid}@example.com`;
const [first, second] = ['seven green bicycles', 'eleven quiet lanterns'];

async function tokenFromMail(): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const all = existsSync(MAILBOX) ? readdirSync(MAILBOX) : []; // the first mail makes the folder
    const mails = all.filter((name) => name.endsWith(`-${email}.eml`)).sort();
    const token = mails.map((name) => /^evt_.{43}$/m.exec(readFileSync(join(MAILBOX, name), 'utf8'))?.[0]).at(-1);
    if (token !== undefined) return token;
    await sleep(100);
  }
  throw new Error('no mail');
}

/** An `Accord` whose requests for tokens are counted, and whose store is at hand. */
function device() {
  const tokens = memoryTokens();
  let renewals = 0;
  const accord = createAccord({
    origin,
    tokens,
    async fetch(request) {
      if (request.url.endsWith('/auth/token') && (await request.clone().text()).includes('refresh_token')) renewals++;
      return fetch(request);
    },
  });
  const held = () => tokens.read() ?? assert.fail('signed out');
  /** As it is when the access token has expired. */
  const expire = () => tokens.write({ ...held(), accessToken: 'expired' });
  return { accord, client: accord.client, tokens, held, expire, renewals: () => renewals };
}

test('a journey', async (journey) => {
  const laptop = device();
  const telephone = device();
  const { client } = laptop;

  await journey.test('register, and confirm by the mail', async () => {
    await unwrap(register({ client, body: { email, password: first } }));
    const { error } = await laptop.accord.signIn({ email, password: first });
    assert.equal(error?.error, 'invalid_grant'); // not confirmed yet
    await unwrap(confirmEmail({ client, body: { method: 'token', token: await tokenFromMail() } }));
    const again = await confirmEmail({ client, body: { method: 'token', token: await tokenFromMail() } });
    assert.equal(again.error?.code, 'verification_token_invalid');
  });

  await journey.test('sign in, and read and change the own account', async () => {
    const before = await getMe({ client });
    assert.equal(before.error?.code, 'authentication_required');
    assert.equal((await laptop.accord.signIn({ email, password: first })).error, undefined);
    const { data: user, response } = await getMe({ client });
    assert.deepEqual([user?.email, user?.display_name], [email, null]);
    const ETag = response.headers.get('ETag') ?? '';
    await assert.rejects(getMe({ client, headers: { 'If-None-Match': ETag } }), NotModified);
    const change = { client, headers: { 'If-Match': ETag }, body: { display_name: 'Ada', locale: 'en' } };
    assert.equal((await unwrap(updateMe(change))).display_name, 'Ada');
    assert.equal((await updateMe(change)).error?.code, 'precondition_failed');
    const forgotten = await unwrap(updateMe({ client, body: { display_name: null } }));
    assert.deepEqual([forgotten.display_name, forgotten.locale], [null, 'en']);
  });

  await journey.test('two operations at once renew the tokens once', async () => {
    laptop.expire();
    const both = await Promise.all([getMe({ client }), updateMe({ client, body: { display_name: 'Ada' } })]);
    assert.deepEqual(both.map(({ data }) => data?.email), [email, email]);
    assert.equal(laptop.renewals(), 1);
    laptop.tokens.write({ ...laptop.held(), renewAt: 0 });
    await unwrap(getMe({ client }));
    assert.equal(laptop.renewals(), 2);
  });

  await journey.test('two tabs that know nothing of each other stay signed in', async () => {
    const other = createAccord({ origin, tokens: laptop.tokens });
    laptop.expire();
    const both = await Promise.all([getMe({ client }), getMe({ client: other.client })]);
    assert.deepEqual(both.map(({ data }) => data?.email), [email, email]);
    laptop.expire();
    await unwrap(getMe({ client })); // what is kept can be renewed
  });

  await journey.test('see two sessions, and end one', async () => {
    await telephone.accord.signIn({ email, password: first });
    const { items } = await unwrap(listMySessions({ client }));
    assert.equal(items.length, 2);
    const other = items.find((session) => !session.current) ?? assert.fail('no other session');
    await unwrap(endMySession({ client, path: { session_id: other.id } }));
    const { error } = await getMe({ client: telephone.client });
    assert.equal(error?.code, 'invalid_token');
    assert.equal(telephone.accord.isSignedIn(), false);
  });

  await journey.test('a spent refresh token that comes back ends its session', async () => {
    await telephone.accord.signIn({ email, password: first });
    const spent = telephone.held().refreshToken;
    telephone.expire();
    await unwrap(getMe({ client: telephone.client }));
    await sleep(Number(GRACE_SECONDS) * 1000 + 500);
    const thief = await createToken({ client, body: { grant_type: 'refresh_token', refresh_token: spent } });
    assert.equal(thief.error?.error, 'invalid_grant');
    const { error } = await getMe({ client: telephone.client });
    assert.equal(error?.code, 'invalid_token');
    assert.equal(telephone.accord.isSignedIn(), false);
    await unwrap(getMe({ client })); // the laptop's session is another
  });

  await journey.test('another password ends the other sessions', async () => {
    await telephone.accord.signIn({ email, password: first });
    const wrong = await changePassword({ client, body: { current_password: second, new_password: second } });
    assert.ok(isProblem(wrong.error, 'current_password_incorrect'));
    await unwrap(changePassword({ client, body: { current_password: first, new_password: second } }));
    assert.equal((await getMe({ client: telephone.client })).error?.code, 'invalid_token');
    await unwrap(getMe({ client }));
    await telephone.accord.signIn({ email, password: second });
    assert.equal(telephone.accord.isSignedIn(), true);
  });

  await journey.test('sign out', async () => {
    const { accessToken } = telephone.held();
    await telephone.accord.signOut();
    assert.equal(telephone.accord.isSignedIn(), false);
    const late = await getMe({ client: telephone.client, headers: { Authorization: `Bearer ${accessToken}` } });
    assert.equal(late.error?.code, 'invalid_token');
  });

  await journey.test('an admin finds the account and suspends it, and its token is dead', async () => {
    const admin = createAccord({ origin });
    await admin.signIn({ email: ADMIN, password: ADMIN_PASSWORD });
    assert.equal((await listUsers({ client })).error?.code, 'insufficient_scope');
    const page = await unwrap(listUsers({ client: admin.client, query: { email, status: 'active' } }));
    const [person] = page.items;
    assert.equal(person?.email, email);
    const suspended = await unwrap(
      suspendUser({ client: admin.client, path: { user_id: person.id }, body: { reason: 'spam' } }),
    );
    assert.equal(suspended.status, 'suspended');
    assert.equal((await getMe({ client })).error?.code, 'invalid_token');
    assert.equal(laptop.accord.isSignedIn(), false);
  });
});
