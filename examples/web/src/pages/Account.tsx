/** One account, as support and admins see it; admins may suspend and reinstate it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getUser, Refused, reinstateUser, suspendUser, unwrap, type User } from 'accord-client';
import { Link } from 'wouter';
import { client } from '../accord';
import { Field, Form, type Values } from '../form';
import { Loaded, Page, Time } from '../page';
import { Trail } from './Audit';
import { Standing } from './Users';

async function read(id: string): Promise<{ user: User; etag: string }> {
  const { data, error, response } = await getUser({ client, path: { user_id: id } });
  if (error) throw new Refused(error, response);
  return { user: data, etag: response.headers.get('ETag') ?? '' };
}

export function Account({ id, mayChange }: { id: string; mayChange: boolean }) {
  const account = useQuery({ queryKey: ['account', id], queryFn: () => read(id) });
  return (
    <Page title="Account" lead={<Link href="/users">All users</Link>} isWide>
      <Loaded query={account}>
        {({ user, etag }) => (
          <div className="columns">
            <section aria-labelledby="who">
              <h2 id="who">{user.display_name ?? user.email}</h2>
              <Facts user={user} />
              {mayChange && <Suspension key={user.status} user={user} etag={etag} />}
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
  const target = { client, path: { user_id: user.id }, headers: { 'If-Match': etag } };
  const shownAnew = () => Promise.all([['account', user.id], ['users'], ['audit']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const suspend = async (values: Values) => {
    const until = values('ends_at');
    const body = { reason: values('reason'), ends_at: until ? new Date(until).toISOString() : null };
    await unwrap(suspendUser({ ...target, body })).finally(shownAnew);
  };
  const reinstate = () => unwrap(reinstateUser(target)).finally(shownAnew);
  if (user.status === 'suspended') return <Form action="Reinstate" send={reinstate}>{null}</Form>;
  return (
    <Form action="Suspend" send={suspend} tone="danger">
      <Field label="Reason" name="reason" maxLength={500} required hint="For those who manage accounts; the person is not told." />
      <Field label="Until" name="ends_at" type="datetime-local" hint="Empty: until somebody lifts it." />
    </Form>
  );
}
