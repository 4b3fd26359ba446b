// The page that the code of a label opens. The label stands behind `#`, which no browser sends; it is checked here,
// with WebCrypto, against the trust list that the page carries, also without any connection.
import { codeIn, KINDS } from "./label/label";
import { judged, type Judged, type Mark } from "./label/judge";
import { readStatus, readTrust, Unsupported, type StatusList, type TrustList } from "./label/trust";

type Lang = "en" | "ja";
type Words = Record<Lang, string>;

interface Carried {
  list: string | null;
  statuses: string[];
  pinned: boolean;
  reasons: Record<string, Words & { state: string }>;
  bases: Record<string, Words>;
  schemes: Record<string, { short: string; may_not: Words | null }>;
}

const LOOKS: Record<string, string> = { good: "met", bad: "missing", unknown: "not-stated" };
const PARTS: [keyof Judged & ("signature" | "authority" | "status" | "log"), Words][] = [
  ["signature", { en: "Signature", ja: "署名" }],
  ["authority", { en: "Authority of the issuer", ja: "発行者の権限" }],
  ["status", { en: "Status", ja: "失効状況" }],
  ["log", { en: "Log", ja: "ログ" }],
];
const STATES: Record<string, Words> = {
  good: { en: "right", ja: "適" },
  bad: { en: "wrong", ja: "否" },
  unknown: { en: "not known", ja: "不明" },
};
const ON: Record<string, Words> = {
  organization: { en: "Organization", ja: "組織" },
  "device-type": { en: "Product", ja: "製品" },
  system: { en: "System", ja: "システム" },
  "data-set": { en: "Data set", ja: "データセット" },
  flow: { en: "Flow", ja: "データの流れ" },
};

const place = document.querySelector<HTMLElement>("[data-label]");
const carried = JSON.parse(document.querySelector("#carried")?.textContent ?? "null") as Carried | null;
if (place && carried) void start(place, carried);

async function start(place: HTMLElement, carried: Carried): Promise<void> {
  const known = await grounds(carried);
  const show = async () => {
    const code = codeIn(location.hash);
    const found = code ? await judged(code, known.trust, known.statuses, Date.now()) : null;
    place.replaceChildren(...page(found, carried, known));
    place.toggleAttribute("data-done", true);
  };
  addEventListener("hashchange", () => void show());
  document.querySelector("[data-label-language]")?.addEventListener("click", (event) => {
    const root = document.documentElement;
    root.lang = root.lang === "ja" ? "en" : "ja";
    const button = event.currentTarget as HTMLElement;
    button.textContent = root.lang === "ja" ? "English" : "日本語";
    button.lang = root.lang === "ja" ? "en" : "ja";
    for (const one of document.querySelectorAll<HTMLElement>("[data-en]")) one.textContent = one.dataset[root.lang] ?? "";
    document.title = `${say({ en: "Label", ja: "ラベル" })} · Sanso`;
    void show();
  });
  await show();
  const worker = place.dataset.worker;
  if (worker && "serviceWorker" in navigator) {
    await navigator.serviceWorker.register(worker, { scope: location.pathname }).catch(() => undefined);
  }
}

interface Known {
  trust: TrustList | null;
  statuses: StatusList[];
  problem: Words | null;
}

async function grounds(carried: Carried): Promise<Known> {
  const nothing = { trust: null, statuses: [] };
  if (carried.list === null) return { ...nothing, problem: null };
  try {
    const trust = await readTrust(carried.list);
    const statuses: StatusList[] = [];
    for (const token of carried.statuses) statuses.push(await readStatus(token, trust));
    return { trust, statuses, problem: null };
  } catch (error) {
    if (error instanceof Unsupported) {
      return { ...nothing, problem: { en: "This browser is too old to check signatures of this kind.", ja: "このブラウザーは古いため、この種類の署名を検証できません。" } };
    }
    return { ...nothing, problem: { en: "The trust list that this page carries is not good; nothing can be told.", ja: "このページのトラストリストが正しくないため、判断できません。" } };
  }
}

function lang(): Lang {
  return document.documentElement.lang === "ja" ? "ja" : "en";
}

function say(words: Words): string {
  return words[lang()];
}

function make(tag: string, attributes: Record<string, string> = {}, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function page(found: Judged | null, carried: Carried, known: Known): Node[] {
  const parts: Node[] = [];
  if (known.problem) parts.push(make("p", { class: "banner error", role: "alert" }, say(known.problem)));
  if (!found) return [...parts, paste()];
  parts.push(content(found, carried), marks(found, carried), basis(found, carried), ...carriedList(carried, known));
  return parts;
}

function paste(): Node {
  const input = make("textarea", { id: "code", rows: "4", autocomplete: "off", spellcheck: "false" }) as HTMLTextAreaElement;
  const button = make("button", { class: "btn primary", type: "button" }, say({ en: "Check", ja: "確認する" }));
  button.addEventListener("click", () => (location.hash = codeIn(input.value)));
  const words = { en: "Scan the code of a label with the camera of this telephone, or paste its address here.", ja: "ラベルの二次元コードを端末のカメラで読み取るか、アドレスをここに貼り付けてください。" };
  return make("div", { class: "label-paste" }, make("label", { for: "code" }, say(words)), input, button);
}

function content({ label }: Judged, { schemes }: Carried): Node {
  if (!label) return make("p", { class: "lead" }, say({ en: "What this label says is not shown, because its signature is not good.", ja: "署名が有効でないため、ラベルの内容は表示しません。" }));
  const kind = KINDS[label.kind] ?? "system";
  const scheme = schemes[label.scheme.id];
  const level = label.scheme.level ? say({ en: ` level ${label.scheme.level}`, ja: ` レベル${label.scheme.level}` }) : "";
  const rows: [Words, string][] = [
    [{ en: "Says", ja: "表示内容" }, `${scheme?.short ?? label.scheme.id}${level} (${label.scheme.edition})`],
    [{ en: "Issued by", ja: "発行者" }, label.issuer],
    [{ en: "Number", ja: "番号" }, label.number],
    [ON[kind] ?? { en: kind, ja: kind }, label.subject],
    [{ en: "Model", ja: "型番" }, label.model],
    [{ en: "Valid", ja: "有効期間" }, `${label.from} – ${label.until}`],
  ];
  const list = rows.filter(([, value]) => value).flatMap(([words, value]) => [make("dt", {}, say(words)), make("dd", {}, make("bdi", {}, value))]);
  const notes = [say({ en: "Not an official endorsement, and not the mark of a scheme.", ja: "公的な推奨ではなく、制度の公式マークでもありません。" })];
  if (scheme?.may_not) {
    const words = say(scheme.may_not).replace(/[.。]$/, "");
    notes.push(say({ en: ` Not to be claimed: ${words}.`, ja: `使ってはならない表現: ${words}。` }));
  }
  return make("section", {}, make("h2", {}, label.name[lang()]), make("dl", { class: "label-facts" }, ...list), make("p", { class: "soft small" }, notes.join("")));
}

function marks(found: Judged, carried: Carried): Node {
  const items = PARTS.map(([part, title]) => {
    const mark = found[part];
    const state = carried.reasons[mark.code]?.state ?? "unknown";
    const sign = make("span", { class: `st st-${LOOKS[state] ?? "not-stated"}` }, say(STATES[state] ?? { en: state, ja: state }));
    return make("li", { "data-mark": part, "data-code": mark.code, "data-state": state }, make("b", {}, say(title)), sign, make("p", {}, reason(mark, carried)));
  });
  return make("section", {}, make("h2", {}, say({ en: "Four marks", ja: "4つの判定" })), make("ul", { class: "label-marks" }, ...items));
}

function reason(mark: Mark, carried: Carried): string {
  const words = carried.reasons[mark.code];
  if (!words) return say({ en: "This browser is too old to check signatures of this kind.", ja: "このブラウザーは古いため、この種類の署名を検証できません。" });
  return say(words).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = mark.values[name];
    if (typeof value === "number") return age(value);
    if (value === undefined) return "–";
    if (typeof value === "object") return value[lang()] ?? value.en ?? value.ja ?? "–";
    const base = name === "basis" || name === "stated" ? carried.bases[value] : undefined;
    return base ? say(base) : inFull(value);
  });
}

/** Return a day in full, a time to the minute in UTC, and everything else as it is. */
function inFull(value: string): string {
  const [, day, minute] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d):\d\dZ)?$/.exec(value) ?? [];
  if (!day) return value;
  const shown = new Date(day).toLocaleDateString(say({ en: "en-GB", ja: "ja-JP" }), { dateStyle: "long", timeZone: "UTC" });
  return minute ? shown + say({ en: `, ${minute} UTC`, ja: ` ${minute} UTC` }) : shown;
}

function age(minutes: number): string {
  if (minutes < 1) return say({ en: "now", ja: "現在" });
  const [count, en, ja] = minutes < 60 ? [minutes, "minute", "分"] : minutes < 2880 ? [Math.floor(minutes / 60), "hour", "時間"] : [Math.floor(minutes / 1440), "day", "日"];
  return say({ en: `${count} ${en}${count === 1 ? "" : "s"} ago`, ja: `${count}${ja}前` });
}

function basis(found: Judged, carried: Carried): Node {
  const known = found.basis === null ? undefined : carried.bases[found.basis];
  const words = found.counts && known ? { en: `It counts as ${known.en}.`, ja: `${known.ja}として扱われます。` } : { en: "It does not count.", ja: "根拠として扱われません。" };
  return make("p", { class: "label-basis", "data-counts": String(found.counts) }, make("b", {}, say(words)));
}

function carriedList(carried: Carried, known: Known): Node[] {
  if (!known.trust) return [make("p", { class: "soft small" }, say({ en: "This page carries no trust list, so it can not tell who signed. `sanso label verify` checks against a list of your own.", ja: "このページにはトラストリストがないため、署名者を確認できません。`sanso label verify` では手元のリストで検証できます。" }))];
  const { version, issued, expires } = known.trust;
  const pinned = carried.pinned ? { en: "checked against known keys", ja: "既知の鍵で確認済み" } : { en: "trusted as this site names it", ja: "このサイトの指定に従って信頼" };
  const words = { en: `Checked on this device, by its clock, against trust list version ${version} of ${issued.slice(0, 10)} (until ${expires.slice(0, 10)}, ${pinned.en}). Nothing about the label was sent anywhere.`, ja: `この端末上で、端末の時計により、${issued.slice(0, 10)}発行のトラストリスト第${version}版(${expires.slice(0, 10)}まで、${pinned.ja})に照らして確認しました。ラベルの情報はどこにも送信していません。` };
  return [make("p", { class: "soft small" }, say(words))];
}
