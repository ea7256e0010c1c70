/** The parts of a profile, and what a change of them is on the wire. */
import type { User, UserPatch } from 'accord-client';

export const PARTS = [
  { name: 'display_name', label: 'Name', autoComplete: 'name', hint: 'Leave a value empty to remove it.' },
  { name: 'locale', label: 'Language', placeholder: 'en-GB' },
  { name: 'timezone', label: 'Time zone', placeholder: 'Europe/Berlin' },
] as const;

export type Part = (typeof PARTS)[number]['name'];
/** As a form has it: without a value it is empty. */
export type Profile = Record<Part, string>;

export function saidIn(user: User): Profile {
  return { display_name: user.display_name ?? '', locale: user.locale ?? '', timezone: user.timezone ?? '' };
}

/** A merge patch: only what differs is in it, and `null` where a value was emptied. */
export function changeOf(user: User, profile: Profile): UserPatch {
  const before = saidIn(user);
  const changed = PARTS.filter(({ name }) => profile[name] !== before[name]);
  return Object.fromEntries(changed.map(({ name }) => [name, profile[name] || null]));
}
