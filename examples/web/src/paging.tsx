/** Pages of a list: a cursor leads only forward, so the way here is remembered. */
import { useState } from 'react';

export interface Position {
  /** What the operation takes; nothing for the first page. */
  query: { cursor?: string };
  isFirst: boolean;
  number: number;
  goTo: (cursor: string) => void;
  goBack: () => void;
}

/** A position in the list that has these filters; with others it begins again, for a cursor belongs to its query. */
export function usePages(filters: string): Position {
  const [way, setWay] = useState<{ filters: string; cursors: string[] }>({ filters, cursors: [] });
  const cursors = way.filters === filters ? way.cursors : [];
  const cursor = cursors.at(-1);
  return {
    query: cursor === undefined ? {} : { cursor },
    isFirst: cursors.length === 0,
    number: cursors.length + 1,
    goTo: (next) => setWay({ filters, cursors: [...cursors, next] }),
    goBack: () => setWay({ filters, cursors: cursors.slice(0, -1) }),
  };
}

export function Pages({ pages, next }: { pages: Position; next: string | null }) {
  if (pages.isFirst && next === null) return null;
  return (
    <nav className="pages" aria-label="Pages">
      <button type="button" className="plain" disabled={pages.isFirst} onClick={pages.goBack}>Previous</button>
      <span role="status">Page {pages.number}</span>
      <button type="button" className="plain" disabled={next === null} onClick={() => next !== null && pages.goTo(next)}>Next</button>
    </nav>
  );
}
