// What a label is worth: the same four marks, by the same rules, as `sanso label verify` gives.
import { Malformed, fromBase64Url, same } from "./bytes";
import { ALGORITHMS, codeIn, readLabel, type Label, type Pointer, type SignedLabel } from "./label";
import { verifies, within, type Accreditation, type Issuer, type Name, type Scheme, type StatusList, type TrustList } from "./trust";

/** One part of a verdict: the reason by its code, and what fills the words for it. A number is an age in minutes. */
export interface Mark {
  code: string;
  values: Record<string, string | number | Name>;
}

export interface Judged {
  signature: Mark;
  authority: Mark;
  status: Mark;
  log: Mark;
  /** What it says; absent where its signature is not good. */
  label?: Label;
  basis: string | null;
  counts: boolean;
}

export const BASES = ["self-declaration", "third-party", "public-certification"];
const STATUS_AGE = 7 * 24 * 60;
const WITHOUT_STATUS = 31 * 86_400_000;
const DAY = 86_400_000;
const GOOD = new Set(["signed", "accredited", "own-statement", "valid", "valid-short"]);

function mark(code: string, values: Mark["values"] = {}): Mark {
  return { code, values };
}

/** Return what the label in *given*, an address or its code, is worth at *now* (milliseconds). */
export async function judged(
  given: string,
  trust: TrustList | null,
  statuses: readonly StatusList[],
  now: number,
  makers: readonly string[] = [],
): Promise<Judged> {
  const unseen = mark("not-looked-at");
  const log = mark("log-absent");
  const nothing = { basis: null, counts: false, log };
  let signed: SignedLabel;
  try {
    signed = await readLabel(codeIn(given));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { signature: mark("label-unreadable"), authority: unseen, status: unseen, ...nothing };
  }
  const { label } = signed;
  const signature = await signatureMark(signed, trust);
  if (!trust || signature.code !== "signed") {
    const unknown = trust !== null && !trust.issuers.has(label.issuer);
    const authority = unknown ? mark("unknown-issuer", { issuer: label.issuer }) : unseen;
    return { signature, authority, status: unseen, ...nothing };
  }
  const [standing, basis] = authorityMark(label, trust, makers, now);
  const stated = label.basis === null ? null : (BASES[label.basis] ?? null);
  const over = basis !== null && stated !== null && BASES.indexOf(basis) < BASES.indexOf(stated);
  const authority = over ? mark("label-overstated", { stated, basis }) : standing;
  const status = statusMark(label, statuses, now);
  const counts = GOOD.has(authority.code) && GOOD.has(status.code);
  return { signature, authority, status, log, label, basis, counts };
}

async function signatureMark(signed: SignedLabel, trust: TrustList | null): Promise<Mark> {
  const { label } = signed;
  if (!trust) return mark("no-list");
  const issuer = trust.issuers.get(label.issuer);
  if (!issuer) return mark("unchecked", { issuer: label.issuer });
  const named = (thumbprint: string) => same(fromBase64Url(thumbprint).slice(0, 8), signed.kid);
  const keys = issuer.keys.filter((key) => named(key.thumbprint));
  if (!keys.length) {
    const owner = [...trust.issuers.values()].find((one) => one.keys.some((key) => named(key.thumbprint)));
    return owner ? mark("wrong-key", { issuer: issuer.name, owner: owner.name }) : mark("unknown-key", { issuer: issuer.name });
  }
  const used = keys.filter((key) => within(label.issued, key.from, key.to));
  if (!used.length) return mark("key-not-valid", { issuer: issuer.name, day: label.issued });
  let unsupported = false;
  for (const key of used) {
    if (ALGORITHMS[key.jwk.alg === "EdDSA" ? "Ed25519" : key.jwk.alg] !== signed.algorithm) continue;
    const good = await verifies(key.jwk, signed.signature, signed.message);
    if (good) return mark("signed", { issuer: issuer.name });
    unsupported ||= good === null;
  }
  return unsupported ? mark("unsupported") : mark("wrong-signature");
}

function authorityMark(label: Label, trust: TrustList, makers: readonly string[], now: number): [Mark, string | null] {
  if (Date.parse(trust.expires) < now) return [mark("list-expired", { expires: trust.expires }), null];
  const issuer = trust.issuers.get(label.issuer);
  if (!issuer) throw new Error("an issuer without keys signed");
  const { id, edition } = label.scheme;
  const scheme = trust.schemes.find((one) => one.id === id && one.edition === edition);
  const [code, basis] = standing(label, issuer, scheme, makers, dayOf(now));
  const values = { issuer: issuer.name, subject: label.name.en, scheme: `${id} ${edition}`, day: label.issued, basis: basis ?? "-" };
  return [mark(code, values), basis];
}

function standing(
  label: Label,
  issuer: Issuer,
  scheme: Scheme | undefined,
  makers: readonly string[],
  today: string,
): [string, string | null] {
  const day = label.issued;
  const last = day > today ? day : today;
  if (scheme && day < scheme.from) return ["scheme-before", null];
  if (scheme?.to !== undefined && last > scheme.to) return ["scheme-ended", null];
  if (issuer.id === label.subject || makers.includes(issuer.id)) return ["own-statement", "self-declaration"];
  if (!issuer.accreditations.length) return ["no-authority", null];
  if (!scheme) return ["scheme-unknown", null];
  const named = issuer.accreditations.filter((one) => one.scheme === scheme.id);
  if (!named.length) return ["not-accredited-scheme", null];
  const whole = named.filter((one) => !one.items?.length || one.items.includes("*"));
  if (!whole.length) return ["nothing-shown", null];
  const still = granted(whole, day, last);
  if (still === null) return [granted(whole, day, day) === null ? "not-accredited-then" : "accreditation-ended", null];
  const level = (scheme.levels[label.scheme.level] ?? scheme.levels["*"])?.evaluated;
  if (level === undefined) return ["level-unknown", null];
  return ["accredited", lowest([still, level])];
}

/** Return the basis that holds on every day from *since* to *until*: on each day the highest, over the days the lowest. */
function granted(accreditations: readonly Accreditation[], since: string, until: string): string | null {
  const ends = accreditations.map((one) => one.to).filter((to): to is string => to !== undefined && since <= to && to < until);
  const tops: string[] = [];
  for (const day of [since, ...ends.map((to) => dayOf(Date.parse(to) + DAY))]) {
    const here = accreditations.filter((one) => within(day, one.from, one.to));
    if (!here.length) return null;
    tops.push(here.map((one) => one.basis).reduce((one, other) => (BASES.indexOf(other) > BASES.indexOf(one) ? other : one)));
  }
  return lowest(tops);
}

function lowest(bases: readonly string[]): string {
  return bases.reduce((one, other) => (BASES.indexOf(other) < BASES.indexOf(one) ? other : one));
}

function statusMark(label: Label, statuses: readonly StatusList[], now: number): Mark {
  const until = Date.parse(label.until) + DAY - 1000;
  const from = Date.parse(label.from);
  const known = label.status.map((pointer): [Pointer, StatusList | undefined] => [
    pointer,
    statuses.filter((one) => one.id === pointer.list && Date.parse(one.from) <= now).at(-1),
  ]);
  for (const [pointer, last] of known) {
    if (pointer.purpose !== "revocation" || !last || !says(last, pointer)) continue;
    const first = statuses.find((one) => one.id === pointer.list && says(one, pointer)) ?? last;
    return mark("withdrawn", { known: first.from });
  }
  if (until < now) return mark("expired", { until: timeOf(until) });
  for (const [pointer, last] of known) {
    if (pointer.purpose === "suspension" && last && says(last, pointer)) {
      return mark("suspended", { age: minutes(now - Date.parse(last.from)) });
    }
  }
  const issued = Date.parse(label.issued);
  if (now < issued) return mark("clock-before-issue", { issued: timeOf(issued) });
  if (now < from) return mark("not-yet-valid", { since: timeOf(from) });
  return asOf(known, until - from, until, now);
}

function asOf(known: readonly [Pointer, StatusList | undefined][], length: number, until: number, now: number): Mark {
  if (!known.length) return length > WITHOUT_STATUS ? mark("status-none") : mark("valid-short", { until: timeOf(until) });
  let oldest = now;
  for (const [pointer, last] of known) {
    if (!last) return mark("status-missing", { list: pointer.list });
    if (last.purpose !== pointer.purpose || pointer.index >= last.bits.length * 8) return mark("status-misfit", { list: pointer.list });
    if (Date.parse(last.until) < now) return mark("status-ended", { until: last.until });
    oldest = Math.min(oldest, Date.parse(last.from));
  }
  const age = minutes(now - oldest);
  return mark(now - oldest > STATUS_AGE * 60_000 ? "status-old" : "valid", { age });
}

function says(list: StatusList, pointer: Pointer): boolean {
  if (list.purpose !== pointer.purpose || pointer.index >= list.bits.length * 8) return false;
  return Boolean((list.bits[Math.floor(pointer.index / 8)] ?? 0) & (0x80 >> (pointer.index & 7)));
}

function minutes(length: number): number {
  return Math.max(Math.floor(length / 60_000), 0);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function timeOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
