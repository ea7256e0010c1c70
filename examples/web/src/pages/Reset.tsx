/** A forgotten password: ask for the mail, and follow its link. */
import { forgotPassword, resetPassword, unwrap } from 'accord-client';
import { useState } from 'react';
import { Link } from 'wouter';
import { accord, client } from '../accord';
import { Field, Form, type Values } from '../form';
import { useLinkToken } from '../link';
import { Page } from '../page';

export function ForgotPassword() {
  return (
    <Page title="Forgotten password" lead="We send a link to your address with which you choose a new one.">
      <Form
        action="Send the link"
        send={(values) => unwrap(forgotPassword({ client, body: { email: values('email') } }))}
        done="If there is an account with this address, a mail is on its way."
      >
        <Field label="E-mail address" name="email" type="email" autoComplete="username" required />
      </Form>
      <p className="aside"><Link href="/">Back to the sign-in</Link></p>
    </Page>
  );
}

export function ResetPassword() {
  const token = useLinkToken();
  const [isDone, setDone] = useState(false);
  const send = async (values: Values) => {
    await unwrap(resetPassword({ client, body: { token: token ?? '', new_password: values('new_password') } }));
    await accord.signOut(); // every session of the account has ended; whoever is here signs in anew
    setDone(true);
  };
  if (isDone) return <Page title="Your password is changed" lead={<Link href="/">Sign in with it</Link>} />;
  if (!token) return <Page title="This link is not complete" lead={<Link href="/forgot-password">Ask for a new mail</Link>} />;
  return (
    <Page title="Choose a new password" lead="It ends all sessions of your account, on every device.">
      <Form action="Change my password" send={send}>
        <Field label="New password" name="new_password" type="password" autoComplete="new-password" required />
      </Form>
      <p className="aside"><Link href="/forgot-password">Ask for a new mail</Link></p>
    </Page>
  );
}
