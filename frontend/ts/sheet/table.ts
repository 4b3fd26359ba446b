// The rows of the requirement sheet as the server gives them, what was typed into them, and which of them are shown.

import { PROVEN, type Proofs } from "./proven";

export interface Row {
  readonly key: string;
  readonly index: number;
  readonly requirement: string;
  readonly organization: string;
  readonly place: string;
  readonly required: string;
  readonly status: string;
  readonly category: number | null;
  readonly elements: number;
  readonly layers: readonly number[];
  readonly expired: boolean;
  readonly cells: readonly string[];
}

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Which of the cells that are filled in stands here; -1 for none. */
  readonly cell: number;
}

/** What somebody else wrote into a cell meanwhile. */
export interface Meeting {
  readonly theirs: string;
  readonly who: string;
  /** It was the same person, in another window. */
  readonly own: boolean;
  readonly at: string;
}

/** What was typed into a cell and is not kept by the server yet; *was* is what the cell said then. */
export interface Typed {
  was: string;
  now: string;
  fault?: string;
  meeting?: Meeting;
  /** Nothing is wrong with it, but another cell of its row is at fault. */
  waits?: boolean;
  sent?: boolean;
}

type Packed = [string, string, string, string, string, string, number | null, number, number[], boolean, string[]];

export interface Content {
  readonly columns: [string, string][];
  readonly editable: string[];
  readonly titles: Record<string, string>;
  readonly names: Record<string, string>;
  readonly words: Record<string, Record<string, string>>;
  readonly rows: Packed[];
}

export type Filter = Partial<Record<"layer" | "status" | "organization" | "requirement" | "category" | "owner" | "due" | "text" | "sort" | "down", string>>;

const OPEN = new Set(["missing", "not-stated", "partial"]);
const NOBODY = "-";

export class Table {
  columns: Column[] = [];
  rows: Row[] = [];
  shown: Row[] = [];
  words: Content["words"] = {};
  readonly typed = new Map<string, Map<string, Typed>>();
  readonly proofs: Proofs;
  private titles: Record<string, string> = {};
  private names: Record<string, string> = {};
  private ranks = new Map<string, number>();
  private readonly at = new Map<string, number>();
  private readonly hay = new Map<string, string>();

  constructor(proofs: Proofs) {
    this.proofs = proofs;
  }

  /** Take all rows anew; what was typed stays. */
  take(content: Content): void {
    const cell = new Map(content.editable.map((key, index) => [key, index]));
    this.columns = this.proofs.among(content.columns.map(([key, title]) => ({ key, title, cell: cell.get(key) ?? -1 })));
    ({ titles: this.titles, names: this.names, words: this.words } = content);
    this.ranks = new Map(Object.keys(content.titles).map((ident, rank) => [ident, rank]));
    this.rows = content.rows.map(unpacked);
    this.at.clear();
    this.hay.clear();
    for (const row of this.rows) this.at.set(row.key, row.index);
  }

  /** Put changed rows in their places, without changing which are shown. */
  update(rows: readonly Packed[]): void {
    for (const packed of rows) {
      const index = this.at.get(packed[0]);
      if (index === undefined) continue;
      this.rows[index] = unpacked(packed, index);
      this.hay.delete(packed[0]);
    }
    this.shown = this.shown.map((row) => this.rows[row.index] ?? row);
  }

  find(key: string): Row | undefined {
    const index = this.at.get(key);
    return index === undefined ? undefined : this.rows[index];
  }

  /** What the server says in a cell that is filled in. */
  kept(row: Row, column: Column): string {
    return row.cells[column.cell] ?? "";
  }

  mine(row: Row, column: Column): Typed | undefined {
    return column.cell < 0 ? undefined : this.typed.get(row.key)?.get(column.key);
  }

  /** The value of a cell as it is to be edited and compared: codes, ISO dates, text. */
  value(row: Row, column: Column): string {
    if (column.cell >= 0) return this.mine(row, column)?.now ?? this.kept(row, column);
    switch (column.key) {
      case PROVEN:
        return this.proofs.status(row.key);
      case "title":
        return this.titles[row.requirement] ?? "";
      case "organization":
        return this.whose(row);
      case "layers":
        return row.layers.join(", ");
      case "category":
        return row.category === null ? "" : String(row.category);
      default:
        return String(row[column.key as "requirement" | "required" | "status" | "elements"]);
    }
  }

  /** What a person reads in a cell. */
  words_of(row: Row, column: Column): string {
    return column.key === PROVEN ? this.proofs.words(row.key) : this.word(column, this.value(row, column));
  }

  word(column: Column, value: string): string {
    return this.words[column.key]?.[value] ?? value;
  }

  /** Type *now* into a cell; what the server says already counts as nothing typed. Return whether that is news. */
  type(row: Row, column: Column, now: string): boolean {
    if (column.cell < 0 || now === this.value(row, column)) return false;
    const kept = this.kept(row, column);
    let cells = this.typed.get(row.key);
    const before = cells?.get(column.key);
    if (now === kept && !before?.sent) {
      cells?.delete(column.key);
      if (!cells?.size) this.typed.delete(row.key);
      this.again(row.key);
      return true;
    }
    if (!cells) this.typed.set(row.key, (cells = new Map()));
    this.again(row.key);
    cells.set(column.key, { was: before?.meeting ? before.meeting.theirs : (before?.was ?? kept), now });
    return true;
  }

  /** Let what was at fault in a row, or waited for that, be tried again. */
  again(key: string): void {
    for (const typed of this.typed.get(key)?.values() ?? []) {
      delete typed.fault;
      delete typed.waits;
    }
  }

  /** Forget what was typed into a cell. */
  forget(key: string, field: string): void {
    const cells = this.typed.get(key);
    cells?.delete(field);
    if (!cells?.size) this.typed.delete(key);
  }

  /** Choose and order the rows that are shown. */
  choose(filter: Filter): void {
    const words = fold(filter.text ?? "").split(/\s+/).filter(Boolean);
    const tests = testsOf(filter);
    if (words.length) tests.push((row) => words.every((word) => this.haystack(row).includes(word)));
    const rows = this.rows.filter((row) => tests.every((test) => test(row)));
    this.shown = filter.sort ? this.sorted(rows, filter.sort, filter.down === "1") : rows;
  }

  private whose(row: Row): string {
    const name = this.names[row.organization] ?? row.organization;
    return row.place === row.organization ? name : `${name} – ${this.names[row.place] ?? row.place}`;
  }

  private haystack(row: Row): string {
    let found = this.hay.get(row.key);
    if (found === undefined) {
      const texts = ["owner", "comment", "reason", "by", "evidence"].map((key) => this.cellOf(row, key));
      const named = [this.titles[row.requirement], this.names[row.organization], this.names[row.place]];
      this.hay.set(row.key, (found = fold([row.requirement, ...named, ...texts].join(" "))));
    }
    return found;
  }

  private cellOf(row: Row, key: string): string {
    return row.cells[this.columns.find((column) => column.key === key)?.cell ?? -1] ?? "";
  }

  private sorted(rows: Row[], key: string, down: boolean): Row[] {
    const column = this.columns.find((one) => one.key === key);
    if (!column) return rows;
    const ranks = key === "requirement" ? this.ranks : rankOf(key === PROVEN ? this.proofs.order : this.words[key]);
    const values = new Map(rows.map((row) => [row, column.cell < 0 ? this.value(row, column) : this.kept(row, column)]));
    const number = key === "elements" || key === "category";
    const sign = down ? -1 : 1;
    const compare = (a: Row, b: Row): number => {
      const [one = "", other = ""] = [values.get(a), values.get(b)];
      if (!one || !other) return Number(!one) - Number(!other) || a.index - b.index;
      const by = ranks ? (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) : number ? Number(one) - Number(other) : one < other ? -1 : Number(one > other);
      return sign * by || a.index - b.index;
    };
    return [...rows].sort(compare);
  }
}

function unpacked(packed: Packed, index: number): Row {
  const [key, requirement, organization, place, required, status, category, elements, layers, expired, cells] = packed;
  return { key, index, requirement, organization, place, required, status, category, elements, layers, expired, cells };
}

function testsOf(filter: Filter): ((row: Row) => boolean)[] {
  const tests: ((row: Row) => boolean)[] = [];
  const { layer, status, organization, requirement, category, owner, due } = filter;
  const on = (asked: string | undefined, test: (row: Row, asked: string) => boolean) => {
    if (asked) tests.push((row) => test(row, asked));
  };
  on(layer, (row, asked) => row.layers.includes(Number(asked)));
  on(status, (row, asked) => (asked === "open" ? OPEN.has(row.status) : row.status === asked));
  on(organization, (row, asked) => row.organization === (asked === NOBODY ? "" : asked));
  on(requirement, (row, asked) => isOf(row.requirement.toLowerCase(), asked.toLowerCase()));
  on(category, (row, asked) => row.category === Number(asked));
  on(owner, (row, asked) => row.cells[OWNER] === asked);
  on(due, (row, asked) => (row.cells[DUE] ?? "") !== "" && (row.cells[DUE] ?? "") <= asked);
  return tests;
}

const OWNER = 3; // among the cells that are filled in
const DUE = 4;

function isOf(one: string, asked: string): boolean {
  const group = asked.replace(/[-.]+$/, "");
  return one === asked || one.startsWith(`${group}-`) || one.startsWith(`${group}.`);
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function rankOf(words: Record<string, string> | undefined): Map<string, number> | undefined {
  return words && new Map(Object.keys(words).map((code, rank) => [code, rank]));
}
