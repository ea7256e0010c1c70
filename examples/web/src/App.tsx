/** Which page is shown to whom. */
import { useQuery } from '@tanstack/react-query';
import { getMe, unwrap, type User } from 'accord-client';
import type { ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter';
import { accord, client, useSignedIn } from './accord';
import { Loaded, Page } from './page';
import { Audit } from './pages/Audit';
import { ConfirmEmail } from './pages/ConfirmEmail';
import { Password } from './pages/Password';
import { Profile } from './pages/Profile';
import { ForgotPassword, ResetPassword } from './pages/Reset';
import { Sessions } from './pages/Sessions';
import { SignIn } from './pages/SignIn';
import { SignUp } from './pages/SignUp';
import { Account } from './pages/Account';
import { Users } from './pages/Users';

export function App() {
  const isSignedIn = useSignedIn();
  return (
    <Switch>
      {/* Links from mails work for everybody, whoever is signed in here. */}
      <Route path="/verify-email"><Frame><ConfirmEmail /></Frame></Route>
      <Route path="/reset-password"><Frame><ResetPassword /></Frame></Route>
      <Route>{isSignedIn ? <Inside /> : <Outside />}</Route>
    </Switch>
  );
}

function Outside() {
  return (
    <Frame>
      <Switch>
        <Route path="/sign-up" component={SignUp} />
        <Route path="/forgot-password" component={ForgotPassword} />
        {/* Whatever was opened is shown after the sign-in, for its address stays. */}
        <Route component={SignIn} />
      </Switch>
    </Frame>
  );
}

function Inside() {
  const me = useQuery({ queryKey: ['me'], queryFn: () => unwrap(getMe({ client })) });
  const mayManage = me.data !== undefined && me.data.role !== 'user';
  return (
    <Frame menu={<Menu me={me.data} mayManage={mayManage} />}>
      <Switch>
        <Route path="/profile" component={Profile} />
        <Route path="/sessions" component={Sessions} />
        <Route path="/password" component={Password} />
        <Route path="/users" component={Users} />
        <Route path="/users/:id">
          {({ id }) => <Loaded query={me}>{(person) => <Account key={id} id={id} mayChange={person.role === 'admin'} />}</Loaded>}
        </Route>
        <Route path="/audit" component={Audit} />
        {['/', '/sign-up', '/forgot-password'].map((path) => (
          <Route key={path} path={path}><Redirect to="/profile" replace /></Route>
        ))}
        <Route><Page title="There is nothing here" lead={<Link href="/profile">Go to your profile</Link>} /></Route>
      </Switch>
    </Frame>
  );
}

function Frame({ menu, children }: { menu?: ReactNode; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">Skip to content</a>
      <header>
        <Link href="/" className="brand"><img src="/icon.svg" alt="" width="28" height="28" />Accord</Link>
        {menu}
      </header>
      <div id="content" tabIndex={-1}>{children}</div>
    </>
  );
}

function Menu({ me, mayManage }: { me: User | undefined; mayManage: boolean }) {
  const places = [
    ['/profile', 'Profile'],
    ['/sessions', 'Sessions'],
    ['/password', 'Password'],
    ...(mayManage ? [['/users', 'Users'], ['/audit', 'Audit']] : []),
  ] as [string, string][];
  return (
    <>
      <nav aria-label="Main">
        {places.map(([path, name]) => <Place key={path} path={path} name={name} />)}
      </nav>
      <div className="person">
        <span title={me?.email}>{me?.display_name ?? me?.email}</span>
        <button type="button" className="plain" onClick={() => void accord.signOut()}>Sign out</button>
      </div>
    </>
  );
}

function Place({ path, name }: { path: string; name: string }) {
  const [isHere] = useRoute(`${path}/*?`);
  return <Link href={path} aria-current={isHere ? 'page' : undefined}>{name}</Link>;
}
