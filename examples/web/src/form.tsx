/** Forms that send once, say what was refused and where, and put the person there. */
import { useMutation } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useId, useRef, type FormEvent, type ComponentProps, type ReactNode } from 'react';
import { useExplained, type Explanation } from './refusals';

const Explained = createContext<Explanation | undefined>(undefined);

interface FormProps {
  /** What the button says. */
  action: string;
  /** Send it; what it throws is explained to the person. Values are by the names of the fields. */
  send: (values: Values) => Promise<unknown>;
  /** What is said when it has worked, if the form stays. */
  done?: string;
  tone?: 'danger';
  children: ReactNode;
}

export type Values = (name: string) => string;

export function Form({ action, send, done, tone, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const sending = useMutation({ mutationFn: send });
  const explanation = useExplained(sending.error);
  // Whoever does not see the screen is taken to the first value that was refused.
  useEffect(() => {
    if (sending.error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [sending.error]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!sending.isPending) sending.mutate(valuesOf(event.currentTarget));
  };
  return (
    <form ref={form} onSubmit={submit} aria-busy={sending.isPending}>
      <Explained.Provider value={explanation}>{children}</Explained.Provider>
      <Alert>{explanation?.message}</Alert>
      <Status>{sending.isSuccess && done}</Status>
      {/* Not `disabled`, which would take the focus away from whoever has pressed it. */}
      <button type="submit" className={tone ?? 'primary'} aria-disabled={sending.isPending}>
        {sending.isPending ? 'One moment …' : action}
      </button>
    </form>
  );
}

function valuesOf(form: HTMLFormElement): Values {
  const data = new FormData(form);
  return (name) => String(data.get(name) ?? ''); // not trimmed: a password may end in a space
}

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  name: string;
  hint?: string;
}

/** One value: its label, what is expected, and what is wrong with it. The name is that of the contract. */
export function Field({ label, name, hint, ...input }: FieldProps) {
  const id = useId();
  const fault = useContext(Explained)?.fields.get(`/${name}`);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} aria-invalid={fault !== undefined} aria-describedby={`${id}-hint ${id}-fault`} {...input} />
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      <p id={`${id}-fault`} className="fault">{fault}</p>
    </div>
  );
}

/** Read aloud as soon as it has words; it is there before, because only changes are heard. */
export function Alert({ children }: { children?: ReactNode }) {
  return <div role="alert" className="alert">{children}</div>;
}

export function Status({ children }: { children?: ReactNode }) {
  return <div role="status" className="status">{children}</div>;
}
