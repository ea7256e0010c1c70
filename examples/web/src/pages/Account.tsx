/** One account, as support and admins see it; admins may suspend and reinstate it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getUser, Refused, reinstateUser, suspendUser, type User } from 'accord-client';
import { useState } from 'react';
import { Link } from 'wouter';
import { client } from '../accord';
import { Alert, Field, Form, Status, type Values } from '../form';
import { Loaded, Page, Time } from '../page';
import { Trail } from './Audit';
import { Standing } from './Users';

async function read(id: string): Promise<{ user: User; etag: string }> {
  const { data, error, response } = await getUser({ client, path: { user_id: id } });
  if (error) throw new Refused(error, response);
  return { user: data, etag: response.headers.get('ETag') ?? '' };
}

export function Account({ id, mayChange }: { id: string; mayChange: boolean }) {
  // Read once for each visit: whoever decides about an account is told that it has changed, and does not overlook it.
  const account = useQuery({ queryKey: ['account', id], queryFn: () => read(id), gcTime: 0, staleTime: Infinity });
  return (
    <Page title="Account" lead={<Link href="/users">All users</Link>} isWide>
      <Loaded query={account}>
        {({ user, etag }) => (
          <div className="columns">
            <section aria-labelledby="who">
              <h2 id="who">{user.display_name ?? user.email}</h2>
              <Facts user={user} />
              {mayChange && <Suspension user={user} etag={etag} />}
            </section>
            <section aria-labelledby="what">
              <h2 id="what">What happened</h2>
              <Trail subjectId={id} />
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ user }: { user: User }) {
  return (
    <dl>
      <dt>Address</dt><dd>{user.email}</dd>
      <dt>Role</dt><dd>{user.role}</dd>
      <dt>Status</dt><dd><Standing user={user} /></dd>
      {user.status === 'suspended' && (
        <>
          <dt>Because</dt><dd>{user.suspension_reason}</dd>
          <dt>Until</dt><dd>{user.suspension_ends_at ? <Time at={user.suspension_ends_at} /> : 'somebody lifts it'}</dd>
        </>
      )}
      <dt>Since</dt><dd><Time at={user.created_at} /></dd>
    </dl>
  );
}

/** With the ETag of what is seen: nobody is suspended, or let in again, because of an old page. */
function Suspension({ user, etag }: { user: User; etag: string }) {
  const queries = useQueryClient();
  // What was on the screen when somebody else was quicker, and what was typed for a suspension that was not done.
  const [seen, setSeen] = useState<User>();
  const [draft, setDraft] = useState({ reason: '', until: '' });
  const [done, setDone] = useState('');
  const target = { client, path: { user_id: user.id }, headers: { 'If-Match': etag } };
  const shownAnew = () => Promise.all([['account', user.id], ['users'], ['audit']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const isSuspended = user.status === 'suspended';
  const act = ({ reason, until }: typeof draft) => {
    if (isSuspended) return reinstateUser(target);
    return suspendUser({ ...target, body: { reason, ends_at: until ? new Date(until).toISOString() : null } });
  };
  const send = async (values: Values) => {
    const typed = { reason: values('reason'), until: values('ends_at') };
    const { error, response } = await act(typed).finally(shownAnew);
    const isLate = error?.code === 'precondition_failed';
    setSeen(isLate ? user : undefined);
    if (!isSuspended) setDraft(error ? typed : { reason: '', until: '' });
    setDone(error ? '' : isSuspended ? 'Reinstated.' : 'Suspended.');
    if (error && !isLate) throw new Refused(error, response);
  };
  return (
    <>
      <Alert>{seen && <TooLate seen={seen} user={user} reason={draft.reason} />}</Alert>
      <Status>{done}</Status>
      {isSuspended ? (
        <Form key="reinstate" action="Reinstate" send={send}>{null}</Form>
      ) : (
        <Form key="suspend" action="Suspend" send={send} tone="danger">
          <Field
            label="Reason" name="reason" maxLength={500} required defaultValue={draft.reason}
            hint="For those who manage accounts; the person is not told."
          />
          <Field label="Until" name="ends_at" type="datetime-local" defaultValue={draft.until} hint="Empty: until somebody lifts it." />
        </Form>
      )}
    </>
  );
}

/** What somebody else did meanwhile, and that nothing was done on top of it. */
function TooLate({ seen, user, reason }: { seen: User; user: User; reason: string }) {
  const changes = ([['Address', 'email'], ['Name', 'display_name'], ['Role', 'role'], ['Status', 'status']] as const)
    .filter(([, part]) => seen[part] !== user[part])
    .map(([label, part]) => `${label}: ${user[part] ?? 'none'} (was: ${seen[part] ?? 'none'})`);
  const typed = reason && user.status === 'suspended' && ` You had typed: “${reason}”.`;
  return (
    <>
      Somebody has changed this account since you opened it, so nothing was done.
      {changes.length > 0 && ` Now it says ${changes.join(', ')}.`}{typed} Look at it again, then decide.
    </>
  );
}
