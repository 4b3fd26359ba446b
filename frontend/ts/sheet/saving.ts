// What was typed goes to the server in batches; what cannot go is kept for this tab and tried again.
import { csrf, Refused, wordsOf } from "../http";
import { say } from "../words";
import type { Table, Typed } from "./table";

const PAUSE = 350; // milliseconds of rest before a batch goes
const FIRST_RETRY = 2000;
const LAST_RETRY = 30_000;
const MOST = 20_000; // cells in one batch

interface Answer {
  readonly seq: number;
  readonly have: string;
  readonly stale: boolean;
  readonly taken: [string, string][];
  readonly faults: [string, string, string][];
  readonly meetings: { key: string; field: string; theirs: string; who: string; own: boolean; at: string }[];
  readonly rows: Parameters<Table["update"]>[0];
}

export interface Told {
  /** What the bar says: everything kept, so many cells on their way, or why they wait. */
  state(words: string, kind: "done" | "busy" | "error"): void;
  /** Something of the rows or of what was typed has changed. */
  changed(): void;
  /** The rows have to be loaded anew. */
  reload(): Promise<void>;
}

export class Saving {
  seq = 0;
  have = "";
  private timer = 0;
  private patience = FIRST_RETRY;
  private running: Promise<void> | undefined;

  private readonly table: Table;
  private readonly address: string;
  private readonly store: string;
  private readonly told: Told;

  constructor(
    table: Table,
    address: string,
    store: string,
    told: Told,
  ) {
    this.table = table;
    this.address = address;
    this.store = store;
    this.told = told;
    window.addEventListener("online", () => void this.send());
    window.addEventListener("pagehide", () => this.keep());
    window.addEventListener("beforeunload", (event) => {
      if (this.running ?? this.waiting().length) event.preventDefault();
    });
  }

  /** Something was typed. */
  later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), PAUSE);
    this.told.state(say("Saving …", "保存中…"), "busy");
    this.keep();
  }

  /** Put back what was typed before the page was loaded anew. */
  restore(): void {
    const held = sessionStorage.getItem(this.store);
    if (!held) return;
    try {
      for (const [key, field, was, now] of JSON.parse(held) as [string, string, string, string][]) {
        const row = this.table.find(key);
        const column = this.table.columns.find((one) => one.key === field);
        if (!row || !column || this.table.kept(row, column) === now) continue;
        let cells = this.table.typed.get(key);
        if (!cells) this.table.typed.set(key, (cells = new Map()));
        cells.set(field, { was, now });
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // kept by somebody else's hand: nothing of ours
    }
    if (this.table.typed.size) this.later();
  }

  /** Send what waits now; done when the server has judged it, or cannot be asked. */
  send(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.batches().finally(() => (this.running = undefined));
    return this.running;
  }

  private async batches(): Promise<void> {
    for (let batch = this.waiting(); batch.length; batch = this.waiting()) {
      batch = batch.slice(0, MOST);
      for (const { typed } of batch) typed.sent = true;
      try {
        this.settle(await this.put(batch));
        this.patience = FIRST_RETRY;
      } catch (error) {
        return this.failed(error, batch);
      } finally {
        for (const { typed } of batch) delete typed.sent;
        this.keep();
      }
    }
    this.rest();
  }

  /** Cells that the server has not judged yet, with those of the same rows that it found at fault. */
  private waiting(): { key: string; field: string; typed: Typed }[] {
    const found = [];
    for (const [key, cells] of this.table.typed) {
      const fresh = [...cells.values()].some((typed) => typed.fault === undefined && !typed.waits && !typed.meeting);
      if (!fresh) continue;
      for (const [field, typed] of cells) if (!typed.meeting) found.push({ key, field, typed });
    }
    return found;
  }

  private async put(batch: { key: string; field: string; typed: Typed }[]): Promise<{ answer: Answer; batch: typeof batch; sent: string[] }> {
    const sent = batch.map(({ typed }) => typed.now);
    const cells = batch.map(({ key, field, typed: { was, now } }) => ({ key, field, was, now }));
    const response = await fetch(this.address, {
      method: "PUT",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF": csrf(), "HX-Request": "true" },
      body: JSON.stringify({ base: this.seq, cells }),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, wordsOf(text) || text.slice(0, 300));
    return { answer: JSON.parse(text) as Answer, batch, sent };
  }

  private settle({ answer, batch, sent }: Awaited<ReturnType<Saving["put"]>>): void {
    const { table } = this;
    const known = new Map(batch.map((one, index) => [`${one.key}\n${one.field}`, { ...one, sent: sent[index] }]));
    const still = (key: string, field: string) => {
      const one = known.get(`${key}\n${field}`);
      const typed = table.typed.get(key)?.get(field);
      return one && typed && typed.now === one.sent ? typed : undefined;
    };
    for (const [key, field] of answer.taken) {
      const typed = table.typed.get(key)?.get(field);
      const one = known.get(`${key}\n${field}`);
      if (still(key, field)) table.forget(key, field);
      else if (typed && one) typed.was = one.sent ?? typed.was;
    }
    table.update(answer.rows);
    for (const [key, field, words] of answer.faults) this.fault(key, field, words, known);
    for (const { key, field, ...meeting } of answer.meetings) {
      const typed = still(key, field);
      if (typed) typed.meeting = meeting;
    }
    this.seq = answer.seq;
    this.have = answer.have;
    freshen(answer.seq);
    this.told.changed();
    if (answer.stale) void this.told.reload();
  }

  /** A fault of a row keeps all of its cells from being taken; the words stand at the one that they are about. */
  private fault(key: string, field: string, words: string, known: Map<string, { typed: Typed; sent?: string | undefined }>): void {
    const cells = this.table.typed.get(key);
    if (!cells) return;
    const judged = new Map([...cells].filter(([name, typed]) => known.get(`${key}\n${name}`)?.sent === typed.now && !typed.meeting));
    const bearer = judged.get(field) ?? judged.get("level") ?? [...judged.values()][0];
    for (const typed of judged.values()) {
      if (typed === bearer) typed.fault = words;
      else if (typed.fault === undefined) typed.waits = true;
      if (typed.fault !== undefined) delete typed.waits;
    }
  }

  private failed(error: unknown, batch: { typed: Typed }[]): void {
    const refused = error instanceof Refused ? error : undefined;
    if (!refused && !(error instanceof TypeError)) throw error;
    if (refused && (refused.status === 413 || refused.status === 422)) {
      for (const { typed } of batch) typed.fault = refused.message;
      this.told.changed();
      return this.rest();
    }
    if (refused && refused.status < 500 && refused.status !== 429 && refused.status !== 409) {
      this.told.state(`${say("Not saved.", "保存されていません。")} ${refused.message}`, "error");
      return;
    }
    const words = refused?.message || say("The server cannot be reached.", "サーバーに接続できません。");
    const kept = say("{n} cells are kept here and tried again.", "{n}個のセルはここに保持し、再送信します。", { n: batch.length });
    this.told.state(`${words} ${kept}`, "error");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), this.patience);
    this.patience = Math.min(2 * this.patience, LAST_RETRY);
  }

  private rest(): void {
    let left = 0;
    for (const cells of this.table.typed.values()) left += cells.size;
    if (left) this.told.state(left === 1 ? say("1 cell is not saved", "未保存のセルが1個あります") : say("{n} cells are not saved", "未保存のセルが{n}個あります", { n: left }), "error");
    else this.told.state(this.seq ? say("All saved", "保存済み") : "", "done");
  }

  private keep(): void {
    const all: [string, string, string, string][] = [];
    for (const [key, cells] of this.table.typed) for (const [field, { was, now }] of cells) all.push([key, field, was, now]);
    try {
      if (all.length) sessionStorage.setItem(this.store, JSON.stringify(all));
      else sessionStorage.removeItem(this.store);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // no room left: the page still warns before it goes
    }
  }
}

/** Let undo and redo of the toolbar know the newest version. */
function freshen(seq: number): void {
  for (const verb of ["undo", "redo"]) {
    const button = document.querySelector<HTMLButtonElement>(`button[data-${verb}]`);
    const base = button?.form?.querySelector<HTMLInputElement>("input[name=base]");
    if (!button || !base || base.value === String(seq)) continue;
    base.value = String(seq);
    button.disabled = verb === "redo";
    button.title = verb === "undo" ? say("takes back the last change", "直前の変更を元に戻す") : say("nothing", "なし");
  }
}
