/** What a list calls a contact: the name, else a phone number or e-mail that is recognised but not readable over a shoulder. */
import type { ContactFields } from '../../protocol/index.js';

const PREFIX = 3;
const SUFFIX = 4;

/** `Wei Zhang`, `+44 •••• 0958`, `j•••@example.com`, or empty when nothing is known. */
export function contactLabel({ name, phone, email }: ContactFields): string {
  if (name) return name;
  if (phone && phone.length > PREFIX + SUFFIX)
    return `${phone.slice(0, PREFIX)} •••• ${phone.slice(-SUFFIX)}`;
  if (email) return email.replace(/^(.)[^@]*/, '$1•••');
  return '';
}
