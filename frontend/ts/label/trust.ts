// What a page knows of issuers: the signed trust list and the status lists that it carries, verified again here.
import { Malformed, fromBase64, fromBase64Url, joined, sha256, text, toBase64Url, utf8, type Bytes } from "./bytes";

export interface Jwk {
  kty: string;
  crv: string;
  x: string;
  y?: string;
  alg: string;
}

export interface Accreditation {
  scheme: string;
  basis: string;
  items?: string[];
  from: string;
  to?: string;
}

export interface Scheme {
  id: string;
  edition: string;
  from: string;
  to?: string;
  levels: Record<string, { evaluated: string }>;
}

export interface Key {
  jwk: Jwk;
  thumbprint: string;
  from: string;
  to?: string;
}

/** A text for all readers, or one for each language. */
export type Name = string | { en?: string; ja?: string };

export interface Issuer {
  id: string;
  name: Name;
  keys: Key[];
  accreditations: Accreditation[];
}

export interface TrustList {
  version: number;
  issued: string;
  expires: string;
  issuers: Map<string, Issuer>;
  schemes: Scheme[];
  statusLists: Map<string, string>;
}

/** A status list as of one time; the first place is the highest bit of the first byte. */
export interface StatusList {
  id: string;
  purpose: string;
  from: string;
  until: string;
  bits: Uint8Array;
}

const LIST_TYPE = "application/vnd.sanso.trust-list+json";
const MOST_BYTES = 4 * 1024 * 1024;

export function within(day: string, from: string, to?: string): boolean {
  return from <= day && (to === undefined || day <= to);
}

/** Return whether the key *jwk* signed *message*; null where this browser does not know the algorithm. */
export async function verifies(jwk: Jwk, signature: Uint8Array, message: Bytes): Promise<boolean | null> {
  if (signature.length !== 64) return false;
  const es256 = jwk.kty === "EC";
  const kind = es256 ? { name: "ECDSA", namedCurve: "P-256" } : { name: "Ed25519" };
  const bare = es256 ? { kty: "EC", crv: "P-256", x: jwk.x, y: jwk.y ?? "" } : { kty: "OKP", crv: "Ed25519", x: jwk.x };
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("jwk", bare, kind, false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") return null;
    return false;
  }
  const how = es256 ? { name: "ECDSA", hash: "SHA-256" } : { name: "Ed25519" };
  return crypto.subtle.verify(how, key, new Uint8Array(signature), message);
}

async function thumbprint(jwk: Jwk): Promise<string> {
  const members = jwk.kty === "EC" ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y } : { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
  return toBase64Url(await sha256(utf8(JSON.stringify(members))));
}

/** Return the trust list in *raw*, a DSSE envelope, where enough of its own root keys signed it. */
export async function readTrust(raw: string): Promise<TrustList> {
  const envelope = JSON.parse(raw) as { payloadType: string; payload: string; signatures: { keyid: string; sig: string }[] };
  if (envelope.payloadType !== LIST_TYPE) throw new Malformed("type");
  const payload = fromBase64(envelope.payload);
  const message = joined(utf8(`DSSEv1 ${LIST_TYPE.length} ${LIST_TYPE} ${payload.length} `), payload);
  const found = JSON.parse(text(payload));
  const root = found.roles.root as { keys: Jwk[]; threshold: number };
  const signed = new Set<string>();
  for (const jwk of root.keys) {
    const print = await thumbprint(jwk);
    for (const one of envelope.signatures) {
      if (one.keyid !== print) continue;
      const good = await verifies(jwk, signatureOf(jwk, fromBase64(one.sig)), message);
      if (good === null) throw new Unsupported();
      if (good) signed.add(print);
    }
  }
  if (!(root.threshold >= 1) || signed.size < root.threshold) throw new Malformed("threshold");
  return listOf(found);
}

/** The browser does not know an algorithm that is needed. */
export class Unsupported extends Error {}

async function listOf(found: any): Promise<TrustList> {
  const issuers = new Map<string, Issuer>();
  for (const one of found.issuers) {
    const keys: Key[] = [];
    for (const key of one.keys) keys.push({ ...key, thumbprint: await thumbprint(key.jwk) });
    issuers.set(one.id, { id: one.id, name: one.name, keys, accreditations: one.accreditations });
  }
  return {
    version: found.version,
    issued: found.issued,
    expires: found.expires,
    issuers,
    schemes: found.schemes,
    statusLists: new Map(found.status_lists.map((one: { id: string; issuer: string }) => [one.id, one.issuer])),
  };
}

/** Return the 64 bytes of a signature; in DSSE, ES256 is written as DER. */
function signatureOf(jwk: Jwk, raw: Uint8Array): Uint8Array {
  if (jwk.kty !== "EC") return raw;
  const made = new Uint8Array(64);
  let at = 2;
  if (raw[0] !== 0x30 || raw[1] !== raw.length - 2) throw new Malformed("der");
  for (const place of [32, 64]) {
    const length = raw[at + 1] ?? 0;
    const number = raw.slice(at + 2, at + 2 + length);
    const [first = 0x80, second = 0] = number;
    const bare = first === 0 ? number.slice(1) : number;
    if (raw[at] !== 2 || first >= 0x80 || (first === 0 && second < 0x80) || bare.length > 32) throw new Malformed("der");
    made.set(bare, place - bare.length);
    at += 2 + length;
  }
  if (at !== raw.length) throw new Malformed("der");
  return made;
}

/** Return the status list in *token* where the issuer that *trust* names for it signed it. */
export async function readStatus(token: string, trust: TrustList): Promise<StatusList> {
  const [head = "", body = "", signature = "", ...more] = token.split(".");
  if (more.length) throw new Malformed("token");
  const header = JSON.parse(text(fromBase64Url(head)));
  const found = JSON.parse(text(fromBase64Url(body)));
  const issuer = trust.issuers.get(found.issuer);
  if (!issuer || trust.statusLists.get(found.id) !== found.issuer || header.typ !== "vc+jwt") throw new Malformed("issuer");
  const day = String(found.validFrom).slice(0, 10);
  const key = issuer.keys.find((one) => one.thumbprint === header.kid && within(day, one.from, one.to));
  if (!key || !(header.alg === key.jwk.alg || (header.alg === "EdDSA" && key.jwk.alg === "Ed25519"))) throw new Malformed("key");
  const good = await verifies(key.jwk, fromBase64Url(signature), utf8(`${head}.${body}`));
  if (good === null) throw new Unsupported();
  if (!good) throw new Malformed("signature");
  const { statusPurpose, encodedList } = found.credentialSubject;
  const bits = await unzipped(fromBase64Url(String(encodedList).slice(1)));
  return { id: found.id, purpose: statusPurpose, from: found.validFrom, until: found.validUntil, bits };
}

async function unzipped(packed: Bytes): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > MOST_BYTES) throw new Malformed("size");
    parts.push(step.value);
  }
  return joined(...parts);
}
