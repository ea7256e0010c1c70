/** The one-time token of a link in a mail: `/reset-password#token=…`. */
import { useEffect, useState } from 'react';

export function useLinkToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'));
  // Whoever looks at the history of this browser later shall not find it.
  useEffect(() => {
    if (token) history.replaceState(null, '', location.pathname);
  }, [token]);
  return token;
}
