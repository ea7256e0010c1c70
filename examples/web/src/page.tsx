/** What every page has: a heading that takes the focus when it opens, and a place for what is loading or refused. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Alert } from './form';
import { useExplained } from './refusals';

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Lists want room; forms are read more easily without. */
  isWide?: boolean;
  children?: ReactNode;
}

export function Page({ title, lead, isWide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Nothing tells a screen reader that a page without a load has changed, unless the focus moves.
  useEffect(() => {
    document.title = `${title} · Accord`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main className={isWide ? 'wide' : 'narrow'}>
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </main>
  );
}

/** What was asked for, once it is there; until then, or instead, how it stands. */
export function Loaded<Data>({ query, children }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  const explanation = useExplained(query.error);
  return (
    <>
      <Alert>
        {explanation && (
          <>
            {explanation.message}{' '}
            <button type="button" className="link" onClick={() => void query.refetch()}>Try again</button>
          </>
        )}
      </Alert>
      {query.isPending && <p className="hint" role="status">Loading …</p>}
      {query.data !== undefined && children(query.data)}
    </>
  );
}

export function Time({ at }: { at: string }) {
  return <time dateTime={at}>{new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}</time>;
}
