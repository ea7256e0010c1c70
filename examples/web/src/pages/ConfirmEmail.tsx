/** Where the link of the mail leads, and where the code of the mail is typed. */
import { confirmEmail, resendEmailVerification, unwrap } from 'accord-client';
import { useState } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { client } from '../accord';
import { Field, Form } from '../form';
import { useLinkToken } from '../link';
import { Page } from '../page';

export function ConfirmEmail() {
  const token = useLinkToken();
  const [isConfirmed, setConfirmed] = useState(false);
  const [isTyping, setTyping] = useState(token === null);
  if (isConfirmed) return <Page title="Your address is confirmed" lead={<Link href="/">Go on</Link>} />;
  const confirmed = () => setConfirmed(true);
  return isTyping || token === null ? <ByCode confirmed={confirmed} /> : <ByLink token={token} confirmed={confirmed} type={() => setTyping(true)} />;
}

/** A button, because programs that read mails open links too, and a token works once. */
function ByLink({ token, confirmed, type }: { token: string; confirmed: () => void; type: () => void }) {
  const send = async () => {
    await unwrap(confirmEmail({ client, body: { method: 'token', token } }));
    confirmed();
  };
  return (
    <Page title="Confirm your address" lead="One click, and you can sign in.">
      <Form action="Confirm my address" send={send}>{null}</Form>
      <p className="aside"><button type="button" className="link" onClick={type}>Type a code, or get a new mail</button></p>
    </Page>
  );
}

function ByCode({ confirmed }: { confirmed: () => void }) {
  const { email } = (useHistoryState<{ email?: string } | null>()) ?? {};
  const lead = email ? `We have sent a mail to ${email}. Open its link, or type its code here.` : 'Type the code from our mail, or ask for a new one.';
  return (
    <Page title="Read your mail" lead={lead}>
      {import.meta.env.DEV && <p className="hint">In development, mails are files in var/mailbox.</p>}
      <Form
        action="Confirm"
        send={async (values) => {
          await unwrap(confirmEmail({ client, body: { method: 'code', email: values('email'), code: values('code') } }));
          confirmed();
        }}
      >
        <Field label="E-mail address" name="email" type="email" defaultValue={email} autoComplete="username" required />
        <Field label="Code" name="code" inputMode="numeric" pattern="[0-9]{6}" title="Six digits" autoComplete="one-time-code" required />
      </Form>
      <details>
        <summary>No mail?</summary>
        <Form
          action="Send it again"
          send={(values) => unwrap(resendEmailVerification({ client, body: { email: values('email') } }))}
          done="If the address waits for its confirmation, a mail is on its way."
        >
          <Field label="Send it to" name="email" type="email" defaultValue={email} autoComplete="username" required />
        </Form>
      </details>
    </Page>
  );
}
