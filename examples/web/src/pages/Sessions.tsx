/** Where somebody is signed in, and how to end that. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endMyOtherSessions, endMySession, listMySessions, unwrap, type Session } from 'accord-client';
import { client } from '../accord';
import { Alert, Status } from '../form';
import { Loaded, Page, Time } from '../page';
import { useExplained } from '../refusals';

export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => unwrap(listMySessions({ client })) });
  const ending = useMutation({
    mutationFn: (id: string | undefined): Promise<unknown> =>
      id === undefined ? unwrap(endMyOtherSessions({ client })) : unwrap(endMySession({ client, path: { session_id: id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const refused = useExplained(ending.error);
  return (
    <Page title="Sessions" lead="Where you are signed in. A session that you end stops at once.">
      <Alert>{refused?.message}</Alert>
      <Status>{ending.isSuccess && 'Ended.'}</Status>
      <Loaded query={sessions}>
        {({ items }) => (
          <>
            <ul className="cards">
              {items.map((session) => <Entry key={session.id} session={session} end={() => ending.mutate(session.id)} />)}
            </ul>
            {items.length > 1 && (
              <button type="button" className="danger" onClick={() => ending.mutate(undefined)}>End all others</button>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Entry({ session, end }: { session: Session; end: () => void }) {
  const device = deviceOf(session.user_agent);
  return (
    <li>
      <div>
        <strong>{device}</strong> {session.current && <span className="badge good">this one</span>}
        <p className="hint">
          {session.ip_address ?? 'unknown address'} · since <Time at={session.created_at} /> · seen <Time at={session.last_seen_at} />
        </p>
      </div>
      {!session.current && <button type="button" className="plain" aria-label={`End ${device}`} onClick={end}>End</button>}
    </li>
  );
}

/** Enough for a person to know a device again; the rest of a user agent says nothing to anybody. */
function deviceOf(agent: string | null): string {
  const named = (names: string[]) => names.find((name) => agent?.includes(name));
  const browser = named(['Firefox', 'Edg', 'Chrome', 'Safari'])?.replace(/^Edg$/, 'Edge');
  const system = named(['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'])?.replace(/^Mac OS$/, 'macOS');
  return [browser, system].filter(Boolean).join(' on ') || agent?.slice(0, 40) || 'Unknown device';
}
