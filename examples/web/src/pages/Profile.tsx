/** What people say of themselves; what two tabs say at once is put to whoever is second. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getMe, Refused, updateMe, type User } from 'accord-client';
import { useState } from 'react';
import { client } from '../accord';
import { Field, Form, Status, type Values } from '../form';
import { Loaded, Page } from '../page';
import { changeOf, PARTS, saidIn, type Profile as Said } from '../profile';
import { Conflict } from './Conflict';

/** An account as it was read, and the ETag that says so. */
export interface Version {
  user: User;
  etag: string;
}

export async function readVersion(): Promise<Version> {
  const { data, error, response } = await getMe({ client });
  if (error) throw new Refused(error, response);
  return { user: data, etag: response.headers.get('ETag') ?? '' };
}

export function Profile() {
  // Read once for each visit: a newer version behind the back of whoever types would hide the conflict.
  const read = useQuery({ queryKey: ['profile'], queryFn: readVersion, gcTime: 0, staleTime: Infinity });
  return (
    <Page title="Profile">
      <Loaded query={read}>{(version) => <Editor first={version} />}</Loaded>
    </Page>
  );
}

function Editor({ first }: { first: Version }) {
  const queries = useQueryClient();
  const [base, setBase] = useState(first);
  const [conflict, setConflict] = useState<{ mine: Said; theirs: Version }>();
  const [isSaved, setSaved] = useState(false);

  /** Save what differs from `from`, unless that is not the newest version any more. */
  const save = async (mine: Said, from: Version) => {
    setSaved(false);
    const body = changeOf(from.user, mine);
    const { data, error, response } = await updateMe({ client, body, headers: { 'If-Match': from.etag } });
    if (error?.code === 'precondition_failed') return setConflict({ mine, theirs: await readVersion() });
    if (error) throw new Refused(error, response);
    setBase({ user: data, etag: response.headers.get('ETag') ?? '' });
    setConflict(undefined);
    setSaved(true);
    await queries.invalidateQueries({ queryKey: ['me'] });
  };

  if (conflict) {
    const { mine, theirs } = conflict;
    return <Conflict key={theirs.etag} base={base.user} mine={mine} theirs={theirs.user} choose={(chosen) => save(chosen, theirs)} />;
  }
  const said = (values: Values) => Object.fromEntries(PARTS.map(({ name }) => [name, values(name)])) as Said;
  return (
    <>
      <p className="lead">
        {base.user.email} <span className="badge">{base.user.role}</span>
      </p>
      <Form action="Save" send={(values) => save(said(values), base)}>
        {PARTS.map(({ name, label, ...more }) => (
          <Field key={name} name={name} label={label} defaultValue={saidIn(base.user)[name]} {...more} />
        ))}
      </Form>
      <Status>{isSaved && 'Saved.'}</Status>
    </>
  );
}
