// A label as it stands in a QR code: COSE_Sign1 (RFC 9052) in base32, read in the one way it is written.
import { Malformed, fromBase32, hex, same, sha256, utf8, type Bytes } from "./bytes";
import { Tagged, decoded, encoded, type Cbor } from "./cbor";

export interface Pointer {
  purpose: "revocation" | "suspension";
  list: string;
  index: number;
}

/** What a label says; days as YYYY-MM-DD in UTC, the last one included. */
export interface Label {
  issuer: string;
  number: string;
  kind: number;
  subject: string;
  name: { en: string; ja: string };
  model: string;
  scheme: { id: string; edition: string; level: string };
  issued: string;
  from: string;
  until: string;
  basis: number | null;
  status: Pointer[];
  claim: string;
}

export interface SignedLabel {
  label: Label;
  algorithm: number;
  kid: Uint8Array;
  signature: Uint8Array;
  message: Bytes;
  digest: string;
}

export const ALGORITHMS: Record<string, number> = { ES256: -7, Ed25519: -8 };
export const KINDS = ["organization", "person", "device-type", "system", "data-set", "flow"] as const;
const TAG = 18;
const PURPOSES = ["revocation", "suspension"] as const;
const EXTERNAL = utf8("sanso-label/1");
const LARGEST = 600;
const KID = 8;
const LAST_DAY = 2_932_895; // 9998-12-31
const LONGEST_DAYS = 3660;
const LONGEST_NUMBER = 40;
const LONGEST_ISSUER = 80;
const LONGEST_WORD = 120;
const PERSON = 1;
const DAY = 86_400_000;
const UNSHOWN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\n]/;

/** Return the code in *given*: what stands behind `#` in an address, or the text itself. */
export function codeIn(given: string): string {
  return given.trim().split("#").at(-1) ?? "";
}

/** Return the label that *code* stands for; whether it is good is asked afterwards. */
export async function readLabel(code: string): Promise<SignedLabel> {
  if (code.length > 2 * LARGEST || !/^[A-Z2-7]{8,}$/.test(code)) throw new Malformed("base32");
  const raw = fromBase32(code);
  if (raw.length > LARGEST) throw new Malformed("size");
  const outer = decoded(raw);
  if (!(outer instanceof Tagged) || outer.tag !== TAG || !Array.isArray(outer.value)) throw new Malformed("tag");
  const [protectedPart, , payload, signature] = outer.value;
  const bare = bytes(payload);
  const { algorithm, kid } = header(bytes(protectedPart));
  const label = labelOf(decoded(bare));
  const head = encoded(new Map<Cbor, Cbor>([[1, algorithm], [4, kid]]));
  const written = encoded(membersOf(label));
  const whole = encoded(new Tagged(TAG, [head, new Map(), written, bytes(signature)]));
  if (!same(whole, raw)) throw new Malformed("not the one way to write it");
  const message = encoded(["Signature1", head, EXTERNAL, written]);
  return { label, algorithm, kid, signature: bytes(signature), message, digest: `sha-256:${hex(await sha256(raw))}` };
}

function header(raw: Uint8Array): { algorithm: number; kid: Uint8Array } {
  const found = decoded(raw);
  if (!(found instanceof Map)) throw new Malformed("header");
  const algorithm = found.get(1);
  const kid = bytes(found.get(4));
  if (typeof algorithm !== "number" || !Object.values(ALGORITHMS).includes(algorithm) || kid.length !== KID) {
    throw new Malformed("header");
  }
  return { algorithm, kid };
}

function labelOf(found: Cbor): Label {
  if (!(found instanceof Map)) throw new Malformed("payload");
  const at = (key: number) => found.get(key);
  const issued = day(at(10));
  const claim = at(15);
  if (claim !== undefined && bytes(claim).length !== 32) throw new Malformed("claim");
  const label: Label = {
    number: word(at(2), LONGEST_NUMBER),
    issuer: word(at(1), LONGEST_ISSUER),
    kind: whole(at(3), KINDS.length - 1),
    subject: word(at(4)),
    name: name(at(5)),
    scheme: { id: word(at(7)), edition: line(at(8)), level: at(9) === undefined ? "" : line(at(9)) },
    issued,
    from: at(11) === undefined ? issued : day(at(11)),
    until: day(at(12)),
    model: at(6) === undefined ? "" : line(at(6)),
    basis: at(13) === undefined ? null : whole(at(13), 2),
    status: list(at(14) ?? []).map(pointer),
    claim: claim === undefined ? "" : `sha-256:${hex(bytes(claim))}`,
  };
  check(label);
  return label;
}

function check(label: Label): void {
  if (label.kind === PERSON) throw new Malformed("person");
  const length = (Date.parse(label.until) - Date.parse(label.from)) / DAY;
  if (label.issued > label.from || label.from > label.until || length >= LONGEST_DAYS) throw new Malformed("days");
  if (new Set(label.status.map((one) => one.purpose)).size !== label.status.length) throw new Malformed("status");
}

function membersOf(label: Label): Map<Cbor, Cbor> {
  const { name: called, status, claim } = label;
  const members: [number, Cbor | null][] = [
    [1, label.issuer],
    [2, label.number],
    [3, label.kind],
    [4, label.subject],
    [5, called.en === called.ja ? called.en : [called.en, called.ja]],
    [6, label.model || null],
    [7, label.scheme.id],
    [8, label.scheme.edition],
    [9, label.scheme.level || null],
    [10, Date.parse(label.issued) / DAY],
    [11, label.from === label.issued ? null : Date.parse(label.from) / DAY],
    [12, Date.parse(label.until) / DAY],
    [13, label.basis],
    [14, status.length ? status.map((one) => [PURPOSES.indexOf(one.purpose), one.list, one.index]) : null],
    [15, claim ? Uint8Array.from(claim.slice(8).match(/../g) ?? [], (pair) => parseInt(pair, 16)) : null],
  ];
  return new Map(members.filter((one): one is [number, Cbor] => one[1] !== null));
}

function pointer(found: Cbor): Pointer {
  const parts = list(found);
  if (parts.length !== 3) throw new Malformed("status");
  const purpose = PURPOSES[whole(parts[0], 1)] ?? "revocation";
  return { purpose, list: word(parts[1]), index: whole(parts[2], 2 ** 31) };
}

function name(found: Cbor | undefined): { en: string; ja: string } {
  if (typeof found === "string") return { en: line(found), ja: line(found) };
  const parts = list(found);
  if (parts.length !== 2) throw new Malformed("name");
  return { en: line(parts[0]), ja: line(parts[1]) };
}

function bytes(found: Cbor | undefined): Uint8Array {
  if (!(found instanceof Uint8Array)) throw new Malformed("bytes");
  return found;
}

function list(found: Cbor | undefined): Cbor[] {
  if (!Array.isArray(found)) throw new Malformed("list");
  return found;
}

function whole(found: Cbor | undefined, most: number): number {
  if (typeof found !== "number" || found < 0 || found > most) throw new Malformed("number");
  return found;
}

function day(found: Cbor | undefined): string {
  return new Date(whole(found, LAST_DAY) * DAY).toISOString().slice(0, 10);
}

/** Return an identifier: signs that show, without white space. */
function word(found: Cbor | undefined, most = LONGEST_WORD): string {
  if (typeof found !== "string" || !found || [...found].length > most || /[\p{C}\p{Z}]/u.test(found)) {
    throw new Malformed("name");
  }
  return found;
}

/** Return a text of one line that a reader sees as it is. */
function line(found: Cbor | undefined): string {
  if (typeof found !== "string" || !found || [...found].length > LONGEST_WORD || UNSHOWN.test(found)) {
    throw new Malformed("text");
  }
  return found;
}
