/** A new account; the next step is in the mail. */
import { register, unwrap } from 'accord-client';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { client } from '../accord';
import { Field, Form, type Values } from '../form';
import { Page } from '../page';

export function SignUp() {
  const [, navigate] = useLocation();
  // The same key for the same form: if the answer is lost, sending again makes no second account and no second mail.
  const [attempt] = useState(() => ({ key: '', body: '' }));
  const send = async (values: Values) => {
    const name = values('display_name');
    const body = { email: values('email'), password: values('password'), ...(name && { display_name: name }) };
    if (attempt.body !== JSON.stringify(body)) Object.assign(attempt, { key: crypto.randomUUID(), body: JSON.stringify(body) });
    await unwrap(register({ client, body, headers: { 'Idempotency-Key': attempt.key } }));
    navigate('/verify-email', { state: { email: body.email } });
  };
  return (
    <Page title="Make an account" lead={<>Already have one? <Link href="/">Sign in</Link></>}>
      <Form action="Make account" send={send}>
        <Field label="Name" name="display_name" autoComplete="name" hint="How you want to be called; you may leave it empty." />
        <Field label="E-mail address" name="email" type="email" autoComplete="username" required />
        <Field label="Password" name="password" type="password" autoComplete="new-password" required hint="At least 12 characters; three or four words that do not belong together are good." />
      </Form>
    </Page>
  );
}
