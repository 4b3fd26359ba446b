// Drafts: what was typed into `form[data-draft]` and not sent is kept for this tab, per address and form, and put
// back after a reload or a change of language. `data-base` (the version that the form shows) tells a changed model.
import { exchangeOf } from "./htmx";
import { make, type Island } from "./island";
import { say } from "./words";

const PREFIX = "sanso-draft:";
const PAUSE = 250; // milliseconds of rest before what was typed is kept

type Values = Record<string, string[]>;

interface Draft {
  readonly values: Values;
  readonly base: string;
  /** The address that the form was sent to, if it was. */
  readonly sent?: string;
  /** A page has come in answer. */
  readonly answered?: boolean;
}

interface Kept {
  readonly key: string;
  readonly base: string;
  shown: string;
  /** On its way to the server: what is kept then stays as it was sent. */
  sent: boolean;
}

const forms = new Map<HTMLFormElement, Kept>();

export const drafts: Island = {
  on: "form[data-draft]",
  bind(element) {
    const form = element as HTMLFormElement;
    const key = `${PREFIX}${location.pathname}:${form.dataset.draft || form.id}`;
    const kept: Kept = { key, base: form.dataset.base ?? "", shown: JSON.stringify(valuesOf(form)), sent: false };
    forms.set(form, kept);
    const draft = read(key);
    const saved = draft?.answered === true && draft.base !== kept.base;
    if (draft && !saved && JSON.stringify(draft.values) !== kept.shown) putBack(form, draft, kept);
    else sessionStorage.removeItem(key);
    let timer = 0;
    const later = () => (clearTimeout(timer), (timer = window.setTimeout(() => keep(form, kept), PAUSE)));
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("reset", () => setTimeout(() => keep(form, kept)));
  },
};

/** Keep what is typed when the page goes, and warn before it is lost. To be called once. */
export function listen(): void {
  let leaving = false;
  settleSent();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const kept = forms.get(form);
    if (event.defaultPrevented) return;
    if (kept) {
      write(kept.key, { values: valuesOf(form), base: kept.base, sent: new URL(form.action).pathname });
      kept.sent = true;
    }
    leaving = kept !== undefined || event.submitter?.matches("[data-language]") === true;
  });
  document.addEventListener("htmx:after:request", (event) => {
    const exchange = exchangeOf(event);
    const source = exchange?.sourceElement;
    const form = source?.closest<HTMLFormElement>("form[data-draft]");
    const kept = form && forms.get(form);
    if (!kept || (exchange?.response?.status ?? 0) >= 400) return;
    if (source !== form && !source?.matches("[type=submit], button:not([type])")) return;
    kept.shown = JSON.stringify(valuesOf(form));
    keep(form, kept);
  });
  window.addEventListener("pagehide", () => forms.forEach((kept, form) => form.isConnected && keep(form, kept)));
  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const kept of forms.values()) kept.sent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (leaving) return;
    for (const [form, kept] of forms) {
      if (form.isConnected && JSON.stringify(valuesOf(form)) !== kept.shown) event.preventDefault();
    }
  });
}

/**
 * Settle what was sent: a page that came in answer (where the form led to, or by its redirect) means that the server
 * has it, a page that tells of an error that it has not. A server that is away sends no page, so nothing is forgotten.
 */
function settleSent(): void {
  const [entry] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming | undefined)[];
  for (const key of Object.keys(sessionStorage)) {
    const draft = key.startsWith(PREFIX) ? read(key) : undefined;
    if (draft?.sent === undefined) continue;
    const { values, base, sent } = draft;
    if ((entry?.responseStatus ?? 0) >= 400) write(key, { values, base });
    else if (!entry?.redirectCount && location.pathname !== sent) continue;
    else if (base) write(key, { ...draft, answered: true });
    else sessionStorage.removeItem(key);
  }
}

function putBack(form: HTMLFormElement, draft: Draft, kept: Kept): void {
  fill(form, draft.values);
  const changed = draft.base !== kept.base;
  const words = changed
    ? say(
        "Your input from before was put back. The model has changed since: look at it before you save.",
        "前回の入力を復元しました。その後モデルが変更されています。保存前に確認してください。",
      )
    : say("Your input from before was put back.", "前回の入力を復元しました。");
  const discard = make("button", { type: "button", class: "btn small" }, say("Discard it", "破棄する"));
  const notice = make("div", { class: `banner ${changed ? "warning" : ""}`, role: "status" }, make("p", {}, words), discard);
  discard.addEventListener("click", () => {
    form.reset();
    sessionStorage.removeItem(kept.key);
    notice.remove();
  });
  form.prepend(notice);
}

function keep(form: HTMLFormElement, kept: Kept): void {
  if (kept.sent) return;
  const values = valuesOf(form);
  if (JSON.stringify(values) === kept.shown) sessionStorage.removeItem(kept.key);
  else write(kept.key, { values, base: kept.base });
}

function read(key: string): Draft | undefined {
  const text = sessionStorage.getItem(key);
  try {
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

function write(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // no room left: the page still warns before it goes
  }
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controls(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter(
    (control) =>
      control.matches("input, select, textarea") && control.name !== "" && !/^(hidden|password|file|submit|button|reset|image)$/.test(control.type),
  );
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const control of controls(form)) (values[control.name] ??= []).push(valueOf(control));
  return values;
}

function valueOf(control: Control): string {
  if (control instanceof HTMLSelectElement) return JSON.stringify([...control.selectedOptions].map(({ value }) => value));
  if (/^(checkbox|radio)$/.test(control.type)) return String((control as HTMLInputElement).checked);
  return control.value;
}

function fill(form: HTMLFormElement, values: Values): void {
  const at = new Map<string, number>();
  for (const control of controls(form)) {
    const index = at.get(control.name) ?? 0;
    at.set(control.name, index + 1);
    const value = values[control.name]?.[index];
    if (value === undefined || value === valueOf(control)) continue;
    if (control instanceof HTMLSelectElement) {
      const chosen = new Set(JSON.parse(value) as string[]);
      for (const option of control.options) option.selected = chosen.has(option.value);
    } else if (/^(checkbox|radio)$/.test(control.type)) (control as HTMLInputElement).checked = value === "true";
    else control.value = value;
    control.dispatchEvent(new Event("restore", { bubbles: true }));
  }
}
