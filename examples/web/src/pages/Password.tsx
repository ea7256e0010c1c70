/** A new password for who knows the old one. */
import { useQueryClient } from '@tanstack/react-query';
import { changePassword, unwrap } from 'accord-client';
import { useState } from 'react';
import { client } from '../accord';
import { Field, Form, type Values } from '../form';
import { Page } from '../page';

export function Password() {
  const queries = useQueryClient();
  const [changes, setChanges] = useState(0);
  const send = async (values: Values) => {
    const body = { current_password: values('current_password'), new_password: values('new_password') };
    await unwrap(changePassword({ client, body }));
    await queries.invalidateQueries({ queryKey: ['sessions'] });
    setChanges(changes + 1);
  };
  return (
    <Page title="Password" lead="A new password ends your sessions on all other devices.">
      <Form action="Change password" send={send} done="Your password is changed, and your other sessions have ended.">
        {/* New fields after each change: both passwords leave the screen. */}
        <div key={changes}>
          <Field label="Current password" name="current_password" type="password" autoComplete="current-password" required />
          <Field label="New password" name="new_password" type="password" autoComplete="new-password" required />
        </div>
      </Form>
    </Page>
  );
}
