import { createAccord, getMe, unwrap } from 'accord-client';

const accord = createAccord({ origin: 'http://127.0.0.1:8000' });
await unwrap(accord.signIn({ email: 'demo@example.com', password: 'blue-lantern-47-harbour' }));

const me = await unwrap(getMe({ client: accord.client }));
console.log(`Hello, ${me.email}`);

import { updateMe } from 'accord-client';

const { client } = accord;
const { data, error, response } = await updateMe({ client, body: { display_name: 'Demo', timezone: null } });
if (error) {
  switch (error.code) {
    case 'validation_failed':
      console.error(error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`));
      break;
    case 'rate_limited':
      console.error(`Try again in ${response.headers.get('Retry-After')} seconds`);
      break;
    default:
      console.error(`${error.detail} (quote ${error.request_id})`);
  }
} else {
  console.log(`Now called ${data.display_name}`);
}

const read = await getMe({ client });
const version = read.response.headers.get('ETag') ?? '';
await unwrap(updateMe({ client, body: { locale: 'en' } })); // in another tab
const late = await updateMe({ client, headers: { 'If-Match': version }, body: { locale: 'de' } });
console.log(late.error?.code);

import { listUsers, Refused } from 'accord-client';

try {
  await unwrap(listUsers({ client }));
} catch (caught) {
  if (!(caught instanceof Refused && caught.problem?.code === 'insufficient_scope')) throw caught;
  console.log('Only support and admins may see this');
}

await accord.signOut();
console.log(accord.isSignedIn());

import { localStorageTokens } from 'accord-client';

const shared = createAccord({ origin: 'http://127.0.0.1:8000', tokens: localStorageTokens() });
