// What the evidence proves of each row: a column that is only read. It comes apart from the rows and after them, since
// the server judges all claims anew for it.
import type { Column } from "./table";

export const PROVEN = "proven";
const PAUSE = 1000; // milliseconds of rest after a change before it is asked for again

interface Content {
  readonly words: Record<string, string>;
  /** Status and its words, by key of a row. */
  readonly rows: Record<string, readonly [string, string]>;
}

export class Proofs {
  private content: Content = { words: {}, rows: {} };
  private timer = 0;
  private asked = 0;
  private come = false;

  private readonly address: string;
  private readonly title: string;
  private readonly told: (first: boolean) => void;

  /** *told* is called when they have come; *first* says whether for the first time. */
  constructor({ proven = "", provenTitle = "" }: DOMStringMap, told: (first: boolean) => void) {
    this.address = proven;
    this.title = provenTitle;
    this.told = told;
  }

  /** Put the column behind that of the status, where there is evidence. */
  among(columns: Column[]): Column[] {
    const at = columns.findIndex(({ key }) => key === "status") + 1;
    return this.address ? [...columns.slice(0, at), { key: PROVEN, title: this.title, cell: -1 }, ...columns.slice(at)] : columns;
  }

  status(key: string): string {
    return this.content.rows[key]?.[0] ?? "";
  }

  words(key: string): string {
    return this.content.rows[key]?.[1] ?? "";
  }

  /** Words by status, in the order in which rows are sorted by it. */
  get order(): Record<string, string> {
    return this.content.words;
  }

  /** Something was saved: ask again in a while. */
  later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(), PAUSE);
  }

  /** Ask for them; what was there before stays while the server cannot be reached. */
  async load(): Promise<void> {
    if (!this.address) return;
    const mine = (this.asked += 1);
    const response = await fetch(this.address, { headers: { Accept: "application/json", "HX-Request": "true" } }).catch(() => undefined);
    if (!response?.ok) return;
    const content = (await response.json()) as Content;
    if (mine !== this.asked) return;
    const first = !this.come;
    this.content = content;
    this.come = true;
    this.told(first);
  }
}
