/** All accounts, found by the beginning of address or name. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listUsers, unwrap, type AccountStatus, type User } from 'accord-client';
import { useDeferredValue, useId, useState } from 'react';
import { Link } from 'wouter';
import { client } from '../accord';
import { Loaded, Page, Time } from '../page';
import { Pages, usePages } from '../paging';

const EACH = 10;

export function Users() {
  const [q, setQ] = useState('');
  const [status, setStatus] = useState<AccountStatus | ''>('');
  const begins = useDeferredValue(q);
  const filters = { ...(begins && { q: begins }), ...(status && { status }) };
  const pages = usePages(JSON.stringify(filters));
  const query = { ...filters, ...pages.query, limit: EACH };
  const users = useQuery({
    queryKey: ['users', query],
    // With the signal, an answer for fewer letters than are typed by now is not waited for.
    queryFn: ({ signal }) => unwrap(listUsers({ client, signal, query })),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="Users" isWide>
      <Filters q={q} setQ={setQ} status={status} setStatus={setStatus} />
      <Loaded query={users}>
        {({ items, next_cursor }) => (
          <>
            <Table users={items} />
            <Pages pages={pages} next={next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface FiltersProps {
  q: string;
  setQ: (q: string) => void;
  status: AccountStatus | '';
  setStatus: (status: AccountStatus | '') => void;
}

function Filters({ q, setQ, status, setStatus }: FiltersProps) {
  const id = useId();
  return (
    <search className="filters">
      <div className="field">
        <label htmlFor={`${id}-q`}>Address or name begins with</label>
        <input id={`${id}-q`} type="search" maxLength={100} value={q} onChange={(event) => setQ(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-status`}>Status</label>
        <select id={`${id}-status`} value={status} onChange={(event) => setStatus(event.target.value as AccountStatus | '')}>
          <option value="">any</option>
          <option value="active">active</option>
          <option value="suspended">suspended</option>
        </select>
      </div>
    </search>
  );
}

function Table({ users }: { users: User[] }) {
  if (users.length === 0) return <p role="status">Nobody is like this.</p>;
  return (
    <table>
      <thead>
        <tr>
          {['Account', 'Role', 'Status', 'Since'].map((title) => <th key={title} scope="col">{title}</th>)}
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <th scope="row">
              <Link href={`/users/${user.id}`}>{user.email}</Link>
              <span className="hint">{user.display_name}</span>
            </th>
            <td data-title="Role">{user.role}</td>
            <td data-title="Status"><Standing user={user} /></td>
            <td data-title="Since"><Time at={user.created_at} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Standing({ user }: { user: User }) {
  if (user.status === 'suspended') return <span className="badge bad">suspended</span>;
  return user.email_verified ? <span className="badge good">active</span> : <span className="badge">not confirmed</span>;
}
