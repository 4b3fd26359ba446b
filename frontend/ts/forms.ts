// The form of an entry beside its text: checked while one types, each side following the other; rows come and go.
//
// The server knows the model; it is asked with the whole form (`do=check`, `do=check-text`, `do=add:…`) and answers
// what is wrong by field, what the change does, and what the other side says now.
import { csrf, Refused, wordsOf } from "./http";
import { make } from "./island";
import { bindAllAgain } from "./rebind";
import { say } from "./words";

const PAUSE = 450; // milliseconds of rest before the server is asked

interface Answer {
  readonly faults: Record<string, string[]>;
  readonly effect: string[];
  readonly changed: boolean;
  readonly text?: string | null;
  readonly fields?: string;
}

/** Bind one form. */
export function bind(element: HTMLElement): void {
  new Editing(element as HTMLFormElement).listen();
}

class Editing {
  readonly form: HTMLFormElement;
  private timer = 0;
  private asked: AbortController | undefined;
  private filling = false;
  private shaping = false;

  constructor(form: HTMLFormElement) {
    this.form = form;
  }

  private get snippet(): HTMLTextAreaElement | null {
    return this.form.querySelector<HTMLTextAreaElement>("textarea[data-snippet]");
  }

  listen(): void {
    this.form.addEventListener("input", (event) => this.touched(event.target as HTMLElement));
    this.form.addEventListener("change", (event) => this.chosen(event.target as HTMLElement));
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector<HTMLButtonElement>('.actions button[value="save"]'));
    });
    const area = this.snippet;
    if (area && area.value !== area.defaultValue) this.synced(true);
    if (this.form.querySelector(".banner[role=status]")) this.later("check");
  }

  private touched(target: HTMLElement): void {
    if (this.filling || target.closest(".cm-editor")) return; // the editor tells through its textarea
    this.later(target === this.snippet ? "check-text" : "check");
  }

  private chosen(target: HTMLElement): void {
    if (target.matches("select[data-again]")) void this.reshape("again", target.id);
    else this.touched(target);
  }

  private clicked(event: MouseEvent): void {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>('button[name="do"]');
    if (!button || !/^(add|drop):/.test(button.value)) return;
    event.preventDefault();
    void this.reshape(button.value, "");
  }

  private later(verb: "check" | "check-text"): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(verb), PAUSE);
  }

  /** Ask the server with the form as it stands. */
  private async ask(verb: string, part: boolean): Promise<Response> {
    this.asked?.abort();
    this.asked = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string" && name !== "do") body.append(name, value);
    body.set("do", verb);
    const headers: Record<string, string> = { "X-CSRF": csrf(), Accept: part ? "text/html" : "application/json" };
    if (part) headers["X-Part"] = "1";
    const response = await fetch(this.form.action, { method: "POST", headers, body, signal: this.asked.signal });
    if (!response.ok) throw new Refused(response.status, wordsOf(await response.text()));
    return response;
  }

  private async check(verb: "check" | "check-text"): Promise<void> {
    if (this.shaping) return; // it is checked afterwards
    let answer: Answer;
    try {
      answer = (await (await this.ask(verb, false)).json()) as Answer;
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.tell([wordsFor(error)]);
      return;
    }
    if (answer.fields !== undefined) this.putFields(answer.fields);
    if (verb === "check-text") this.synced(true);
    this.mark(answer.faults);
    this.effect(answer);
    if (typeof answer.text === "string" && answer.text !== "") this.putText(answer.text);
  }

  /** Rows come or go, or another kind asks for other fields: the server draws the fields anew. */
  private async reshape(verb: string, focus: string): Promise<void> {
    if (this.shaping) return;
    let html: string;
    clearTimeout(this.timer);
    this.shaping = true;
    try {
      html = await (await this.ask(verb, true)).text();
    } catch (error) {
      this.tell([wordsFor(error)]);
      return;
    } finally {
      this.shaping = false;
    }
    const before = new Set([...this.form.querySelectorAll<HTMLElement>("[data-row]")].map((row) => row.dataset.row));
    const name = verb.startsWith("add:") ? verb.slice(4) : "";
    const lines = name ? this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`).length : 0;
    this.putFields(html);
    const rows = [...this.form.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => !before.has(row.dataset.row));
    const fresh = rows[0]?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea");
    const line = this.form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(name)}"]`)[lines];
    (fresh ?? line ?? (focus ? document.getElementById(focus) : null))?.focus();
    this.later("check");
  }

  private putFields(html: string): void {
    const old = this.form.querySelector("[data-fields]");
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-fields]");
    if (!old || !made) return;
    const open = new Set([...old.querySelectorAll<HTMLDetailsElement>("details[data-field][open]")].map((one) => one.dataset.field));
    for (const one of made.querySelectorAll<HTMLDetailsElement>("details[data-field]")) if (open.has(one.dataset.field)) one.open = true;
    old.replaceWith(document.adoptNode(made));
    bindAllAgain();
  }

  private putText(text: string): void {
    const area = this.snippet;
    if (!area || area.value === text) return;
    this.filling = true;
    area.value = text;
    area.dispatchEvent(new Event("restore", { bubbles: true }));
    this.filling = false;
    if (this.form.querySelector<HTMLInputElement>('[name="synced"]')?.value === "1") this.synced(true);
  }

  private synced(on: boolean): void {
    const mark = this.form.querySelector<HTMLInputElement>('input[name="synced"]');
    if (mark) mark.value = on ? "1" : "";
  }

  private mark(faults: Record<string, string[]>): void {
    const left = new Map(Object.entries(faults));
    for (const place of this.form.querySelectorAll<HTMLElement>("[data-fault]")) {
      const name = place.dataset.fault ?? "";
      const said = left.get(name);
      left.delete(name);
      place.textContent = said?.join(" ") ?? "";
      const control = this.form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`);
      if (said) {
        control?.setAttribute("aria-invalid", "true");
        place.closest("details")?.setAttribute("open", "");
      } else control?.removeAttribute("aria-invalid");
    }
    this.tell([...left].flatMap(([, said]) => said));
  }

  /** Say what belongs to no field. */
  private tell(said: string[]): void {
    const place = this.form.querySelector("[data-fields]");
    for (const old of this.form.querySelectorAll("[data-said]")) old.remove();
    for (const words of said) place?.before(make("p", { class: "error-text", role: "alert", "data-said": "" }, words));
  }

  private effect({ effect, changed, faults }: Answer): void {
    const place = this.form.querySelector("[data-effect-lines]");
    if (!place) return;
    if (effect.length > 0) place.replaceChildren(make("ul", { class: "lines" }, ...effect.map((line) => make("li", {}, line))));
    else {
      const words =
        !changed && Object.keys(faults).length > 0
          ? say("Mend what is marked first.", "先に、示された箇所を修正してください。")
          : changed
            ? say("The results stay the same.", "評価結果は変わりません。")
            : say("Nothing yet.", "まだ変更はありません。");
      place.replaceChildren(make("p", { class: "soft" }, words));
    }
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof Refused && error.message) return error.message;
  return say("The server cannot be reached; what you typed is kept.", "サーバーに接続できません。入力内容は保持しています。");
}
