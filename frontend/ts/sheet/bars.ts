// The bars of the sheet: one value for all selected rows, and what is to be said of the cell that has the focus.
import { make } from "../island";
import { say } from "../words";
import type { Column, Row, Table, Typed } from "./table";

const BULK = ["level", "basis", "owner", "due", "comment"];

/** The bar that sets all selected rows; *set* gets column and value, and tells how many cells that was. */
export class Bulk {
  readonly bar: HTMLFormElement;
  private readonly words = make("b", {});
  private readonly fields = new Map<string, HTMLInputElement | HTMLSelectElement>();

  private readonly table: Table;

  constructor(table: Table, set: (values: Map<Column, string>) => void) {
    this.table = table;
    this.bar = make("form", { class: "toolbar sheet-bulk", "aria-label": say("Set all selected rows", "選択した行をまとめて設定"), hidden: "", "data-many": "" });
    this.bar.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = new Map<Column, string>();
      for (const column of this.columns()) {
        const value = this.fields.get(column.key)?.value ?? "";
        if (value.trim()) values.set(column, value);
      }
      if (!values.size) return void this.fields.get("level")?.focus();
      set(values);
      this.bar.reset();
    });
  }

  /** Make the fields, once the columns are known. */
  lay(): void {
    if (this.fields.size) return;
    this.bar.append(this.words);
    for (const column of this.columns()) {
      const field = this.field(column);
      field.setAttribute("aria-label", column.title);
      this.fields.set(column.key, field);
      this.bar.append(field);
    }
    this.bar.append(make("button", { class: "btn primary" }, say("Set", "設定する")));
  }

  /** Show the bar for so many rows; not at all for fewer than two. */
  show(rows: number): void {
    this.bar.hidden = rows < 2;
    this.words.textContent = say("{n} rows:", "{n}行:", { n: rows.toLocaleString("en") });
  }

  private columns(): Column[] {
    return this.table.columns.filter(({ key }) => BULK.includes(key));
  }

  private field(column: Column): HTMLInputElement | HTMLSelectElement {
    const words = this.table.words[column.key];
    if (words) {
      const options = Object.entries(words).map(([code, word]) => make("option", { value: code }, word));
      return make("select", {}, make("option", { value: "" }, `${column.title} …`), ...options);
    }
    const field = make("input", { placeholder: `${column.title} …`, size: column.key === "comment" ? "18" : "10", autocomplete: "off" });
    if (column.key === "owner") field.setAttribute("list", "sheet-owners");
    if (column.key === "due") field.placeholder = `${column.title} 2027-03-31`;
    return field;
  }
}

export interface Choices {
  mine(row: Row, column: Column): void;
  theirs(row: Row, column: Column): void;
  next(): void;
}

/** The line below the sheet: why a cell was not taken, or what somebody else wrote into it. */
export class Note {
  readonly place = make("div", { class: "sheet-note", id: "sheet-note", role: "status" });

  private readonly table: Table;
  private readonly choices: Choices;

  constructor(
    table: Table,
    choices: Choices,
  ) {
    this.table = table;
    this.choices = choices;
  }

  /** Tell of a cell, and of how many others there is something to tell. */
  show(row: Row | undefined, column: Column | undefined): void {
    const typed = row && column ? this.table.mine(row, column) : undefined;
    const parts: (Node | string)[] = [];
    if (row && column && typed?.meeting) parts.push(...this.meeting(row, column, typed));
    else if (row && column && typed?.fault) parts.push(this.fault(row, column, typed));
    const open = this.count();
    if (open > 1 || (open && !parts.length)) {
      const words = open === 1 ? say("1 cell needs a look.", "確認が必要なセルが1つあります。") : say("{n} cells need a look.", "確認が必要なセルが{n}個あります。", { n: open });
      parts.push(make("p", { class: "row" }, words, button(say("Go to the next one", "次へ移動"), () => this.choices.next())));
    }
    this.place.replaceChildren(...parts);
  }

  private count(): number {
    let open = 0;
    for (const cells of this.table.typed.values()) for (const typed of cells.values()) if (typed.fault ?? typed.meeting) open += 1;
    return open;
  }

  private fault(row: Row, column: Column, typed: Typed): HTMLElement {
    const discard = button(say("Put the old value back", "元の値に戻す"), () => this.choices.theirs(row, column));
    const kept = make("span", { class: "soft" }, say("What you typed is kept here.", "入力内容は保持しています。"));
    return make("div", { class: "banner error" }, make("p", {}, make("b", {}, `${row.requirement}, ${column.title}: `), typed.fault ?? "", " ", kept), discard);
  }

  private meeting(row: Row, column: Column, typed: Typed): HTMLElement[] {
    const { theirs = "", who = "", own = false, at: when = "" } = typed.meeting ?? {};
    const nothing = say("nothing", "空欄");
    const changed = own
      ? say("You changed this cell in another window ({when}).", "別の画面でこのセルを変更しています({when})。", { when })
      : say("{who} changed this cell meanwhile ({when}).", "その間に{who}さんがこのセルを変更しました({when})。", { who: who || say("Somebody", "他の人"), when });
    const values = say("There now: “{theirs}”. Typed here: “{mine}”.", "現在の値: 「{theirs}」、ここで入力した値: 「{mine}」。", {
      theirs: this.table.word(column, theirs) || nothing,
      mine: this.table.word(column, typed.now) || nothing,
    });
    const mine = button(say("Set what I typed", "入力した値にする"), () => this.choices.mine(row, column));
    const leave = button(say("Leave what is there", "現在の値を残す"), () => this.choices.theirs(row, column));
    return [make("div", { class: "banner warning" }, make("p", {}, make("b", {}, `${row.requirement}, ${column.title}: `), changed, " ", values), mine, leave)];
  }
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: "btn small" }, words);
  made.addEventListener("click", act);
  return made;
}
