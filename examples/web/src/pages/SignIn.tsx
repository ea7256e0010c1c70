/** Address and password for tokens. */
import { Refused } from 'accord-client';
import { Link } from 'wouter';
import { accord } from '../accord';
import { Field, Form, type Values } from '../form';
import { Page } from '../page';

export function SignIn() {
  const send = async (values: Values) => {
    const { error, response } = await accord.signIn({ email: values('email'), password: values('password') });
    if (error) throw new Refused(error, response);
  };
  return (
    <Page title="Sign in" lead={<>New here? <Link href="/sign-up">Make an account</Link></>}>
      <Form action="Sign in" send={send}>
        <Field label="E-mail address" name="email" type="email" autoComplete="username" required />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      </Form>
      <p className="aside">
        <Link href="/forgot-password">Password forgotten?</Link> <Link href="/verify-email">Confirm your address</Link>
      </p>
    </Page>
  );
}
