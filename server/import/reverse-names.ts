/** Names below in-addr.arpa and ip6.arpa, and the addresses they stand for. */
import { normalizeIp } from '../../shared/keys.ts';

/** The address of a whole reverse name (RFC 1035 §3.5, RFC 3596 §2.5); undefined for a zone or a classless one. */
export function findReverseAddress(name: string): string | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.in-addr\.arpa$/.exec(name);
  const nibbles = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name)?.[1];
  const text = v4
    ? v4.slice(1).reverse().join('.')
    : nibbles
        ?.split('.')
        .reverse()
        .join('')
        .replace(/.{4}(?!$)/g, '$&:');
  if (text === undefined) return undefined;
  try {
    return normalizeIp(text);
  } catch {
    return undefined;
  }
}
