/** Prefixes with the networks that announce them, as pfx2as writes origins. */
import { normalizeAsn } from '../../shared/keys.ts';
import { NOT_ROUTED } from './networks.ts';
import { ACCEPTED, type FactProperties, type Outcome, type Sink } from './record.ts';

type Origin = { asn: number; asSet: string | undefined };

/** `_` joins the origins of one prefix, `,` the members of an AS set; a set may be one of several origins. */
function parseOrigins(text: string): Origin[][] {
  return text.split('_').map((origin) => {
    const members = origin.split(',').map((member) => normalizeAsn(member));
    const asSet = members.length > 1 ? members.join(',') : undefined;
    return members.map((asn) => ({ asn, asSet }));
  });
}

/** ORIGINATE from every origin, with its rank where there are several. `prefix` is canonical. Throws KeyError. */
export function addOrigins(prefix: string, text: string, sink: Sink): Outcome {
  const origins = parseOrigins(text);
  // A network that is named twice keeps its first place.
  const known = new Map<number, FactProperties>();
  for (const [at, members] of origins.entries()) {
    for (const { asn, asSet } of members) {
      if (asn === 0 || known.has(asn)) continue;
      known.set(asn, {
        ...(origins.length > 1 ? { rank: at + 1 } : {}),
        ...(asSet === undefined ? {} : { as_set: asSet }),
      });
    }
  }
  if (known.size === 0) return NOT_ROUTED;
  for (const [asn, properties] of known) {
    const args = ['ORIGINATE', 'AS', asn, 'BGPPrefix', prefix] as const;
    if (Object.keys(properties).length === 0) sink.edge(...args);
    else sink.edge(...args, properties);
  }
  return ACCEPTED;
}
