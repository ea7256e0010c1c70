/** Two versions of one profile side by side; a person decides, part by part. */
import type { User } from 'accord-client';
import { useEffect, useRef } from 'react';
import { Form, type Values } from '../form';
import { PARTS, saidIn, type Part, type Profile } from '../profile';

interface ConflictProps {
  /** What both began with. */
  base: User;
  mine: Profile;
  theirs: User;
  choose: (chosen: Profile) => Promise<unknown>;
}

export function Conflict({ base, mine, theirs, choose }: ConflictProps) {
  const [before, saved] = [saidIn(base), saidIn(theirs)];
  const differing = PARTS.filter(({ name }) => mine[name] !== saved[name]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const chosen = (values: Values): Profile => {
    const pick = (name: Part) => (values(name) === 'mine' ? mine[name] : saved[name]);
    return { display_name: pick('display_name'), locale: pick('locale'), timezone: pick('timezone') };
  };
  return (
    <section className="conflict" aria-labelledby="conflict">
      <h2 id="conflict" ref={heading} tabIndex={-1}>Your profile was changed elsewhere</h2>
      <p>It was saved in another tab or on another device while you were typing. Nothing is lost: choose what to keep.</p>
      <Form action="Save my choice" send={(values) => choose(chosen(values))}>
        {differing.map(({ name, label }) => {
          // What you have not touched is most likely better kept as the other one has it.
          const isMine = mine[name] !== before[name];
          return (
            <fieldset key={name}>
              <legend>{label}</legend>
              <Version name={name} value="mine" title="Yours" text={mine[name]} isChosen={isMine} />
              <Version name={name} value="theirs" title="Saved meanwhile" text={saved[name]} isChosen={!isMine} />
            </fieldset>
          );
        })}
        {differing.length === 0 && <p>Both say the same.</p>}
      </Form>
    </section>
  );
}

function Version({ name, value, title, text, isChosen }: { name: Part; value: string; title: string; text: string; isChosen: boolean }) {
  return (
    <label className="version">
      <input type="radio" name={name} value={value} defaultChecked={isChosen} />
      <span>
        <small>{title}</small>
        {text || <em>nothing</em>}
      </span>
    </label>
  );
}
