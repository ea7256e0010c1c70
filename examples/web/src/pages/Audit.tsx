/** Who did what: of one account, or of all. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listAuditEvents, unwrap, type AuditEvent } from 'accord-client';
import { Link } from 'wouter';
import { client } from '../accord';
import { Loaded, Page, Time } from '../page';
import { Pages, usePages } from '../paging';

export function Audit() {
  return (
    <Page title="Audit trail" lead="Written with each change, in a chain of hashes." isWide>
      <Trail />
    </Page>
  );
}

export function Trail({ subjectId }: { subjectId?: string }) {
  const pages = usePages(subjectId ?? '');
  const query = { ...pages.query, limit: 10, ...(subjectId !== undefined && { subject_id: subjectId }) };
  const events = useQuery({
    queryKey: ['audit', query],
    queryFn: () => unwrap(listAuditEvents({ client, query })),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={events}>
      {({ items, next_cursor }) => (
        <>
          <ol className="trail">{items.map((event) => <Entry key={event.id} event={event} />)}</ol>
          {items.length === 0 && <p role="status">Nothing has happened yet.</p>}
          <Pages pages={pages} next={next_cursor} />
        </>
      )}
    </Loaded>
  );
}

function Entry({ event }: { event: AuditEvent }) {
  const details = Object.entries(event.details).map(([name, value]) => `${name.replaceAll('_', ' ')}: ${value}`);
  return (
    <li>
      <div>
        <strong>{inWords(event.action)}</strong>
        <span className="hint"><Time at={event.occurred_at} /></span>
      </div>
      <p className="hint">
        by <Who id={event.actor_id} nobody="somebody not signed in" />
        {event.subject_id !== event.actor_id && <> · to <Who id={event.subject_id} nobody="nobody" /></>}
        {details.length > 0 && ` · ${details.join(', ')}`}
      </p>
    </li>
  );
}

/** `user.signed_in`: what is not known here yet is read the same way. */
function inWords(action: string): string {
  const words = action.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The end of an id, for the beginning is a time and much the same for all. */
function Who({ id, nobody }: { id: string | null; nobody: string }) {
  return id === null ? nobody : <Link href={`/users/${id}`}>…{id.slice(-6)}</Link>;
}
