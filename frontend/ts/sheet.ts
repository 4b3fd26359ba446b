// The requirement sheet: `[data-sheet]` gets a grid of all rows that is filled in like a spreadsheet.
import { Bulk, Note } from "./sheet/bars";
import { OWN, read, written } from "./sheet/clipboard";
import { chooseBy, open, wait, type Way } from "./sheet/entry";
import { Filters } from "./sheet/filters";
import { Proofs } from "./sheet/proven";
import { Saving } from "./sheet/saving";
import { Table, type Column, type Content, type Row } from "./sheet/table";
import { spanOf, View, type Spot } from "./sheet/view";
import { toast } from "./toast";
import { say } from "./words";

const DETAIL_PAUSE = 300; // milliseconds of rest before a row is explained

/** Bind the sheet to its section. */
export async function bind(section: HTMLElement): Promise<void> {
  const sheet = new Sheet(section);
  if (await sheet.load()) sheet.begin();
}

class Sheet {
  private readonly table: Table;
  private readonly view: View;
  private readonly saving: Saving;
  private readonly filters: Filters;
  private readonly bulk: Bulk;
  private readonly note: Note;
  private readonly mayEdit: boolean;
  private readonly where: string;
  private detailTimer = 0;
  private detailed = "";
  private dragging = false;
  private quiet = false;
  private leaving = false; // Escape was pressed: Tab leaves the sheet
  private readonly section: HTMLElement;

  constructor(section: HTMLElement) {
    this.section = section;
    const proofs = new Proofs(section.dataset, (first) => (first && this.filters.sort ? this.chosen() : this.view.refresh()));
    const table = (this.table = new Table(proofs));
    const { save = "", workspace = "", who = "" } = section.dataset;
    this.mayEdit = section.dataset.mayEdit !== undefined;
    this.where = `sanso-sheet-at:${workspace}:${who}`;
    this.view = new View(table, section.getAttribute("aria-label") ?? "", this.mayEdit);
    this.saving = new Saving(table, save, `sanso-sheet:${workspace}:${who}`, {
      state: (words, kind) => this.state(words, kind),
      changed: () => this.changed(),
      reload: () => this.load().then((fresh) => void (fresh && this.chosen())),
    });
    this.filters = new Filters(() => this.chosen());
    this.bulk = new Bulk(table, (values) => this.setAll(values));
    this.note = new Note(table, {
      mine: (row, column) => this.keepMine(row, column),
      theirs: (row, column) => this.leave(row, column),
      next: () => this.nextOpen(),
    });
  }

  /** Load the rows; return whether there was anything new. */
  async load(): Promise<boolean> {
    const address = new URL(this.section.dataset.rows ?? "", location.href);
    if (this.saving.have) address.searchParams.set("have", this.saving.have);
    try {
      const response = await fetch(address, { headers: { Accept: "application/json", "HX-Request": "true" } });
      if (response.status === 204) return false;
      if (!response.ok) throw new TypeError(String(response.status));
      this.table.take((await response.json()) as Content);
      this.saving.have = response.headers.get("X-Have") ?? "";
      this.saving.seq = Number(this.saving.have.split(":")[0]);
      void this.table.proofs.load();
      return true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (!this.view.grid.isConnected) return false; // the plain table stays
      this.state(say("The server cannot be reached.", "サーバーに接続できません。"), "error");
      return false;
    }
  }

  /** Put the grid in place of the plain table. */
  begin(): void {
    const { section, view, filters } = this;
    section.querySelector("[data-plain]")?.remove();
    section.querySelector<HTMLElement>("[data-keys]")?.removeAttribute("hidden");
    section.append(view.grid, this.note.place);
    view.grid.setAttribute("aria-describedby", "sheet-note");
    if (this.mayEdit) section.insertBefore(this.bulk.bar, view.grid);
    [view.sort, view.down] = [filters.sort, filters.down];
    this.table.choose(filters.now);
    view.lay();
    this.bulk.lay();
    this.listen();
    this.count();
    this.return();
    this.saving.restore();
    section.dataset.ready = "";
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.load().then((fresh) => void (fresh && this.chosen()));
    });
    window.addEventListener("pagehide", () => this.remember());
  }

  private listen(): void {
    const { grid } = this.view;
    grid.addEventListener("keydown", (event) => this.key(event));
    grid.addEventListener("focusin", (event) => this.ready(event.target as HTMLElement));
    grid.addEventListener("pointerdown", (event) => this.press(event));
    grid.addEventListener("pointermove", (event) => this.drag(event));
    window.addEventListener("pointerup", () => (this.dragging = false));
    grid.addEventListener("dblclick", (event) => {
      const spot = this.view.spot(event.target);
      if (spot && spot.row >= 0) this.enter();
    });
    grid.addEventListener("copy", (event) => this.copy(event));
    grid.addEventListener("cut", (event) => {
      this.copy(event);
      this.clear();
    });
    grid.addEventListener("paste", (event) => this.paste(event));
    grid.addEventListener("sheet:select", () => this.selected());
  }

  // where the focus goes

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const act = this.move(event) ?? this.act(event);
    if (event.key !== "Tab" && event.key !== "Shift") this.leaving = event.key === "Escape";
    if (!act) return;
    event.stopPropagation();
    act();
  }

  private move(event: KeyboardEvent): (() => void) | undefined {
    const { active, anchor } = this.view.selection;
    const { key, shiftKey } = event;
    const far = event.ctrlKey || event.metaKey;
    const [rows, columns] = [this.table.shown.length - 1, this.table.columns.length - 1];
    const to: Record<string, [number, number]> = {
      ArrowUp: [far ? 0 : active.row - 1, active.column],
      ArrowDown: [far ? rows : active.row + 1, active.column],
      ArrowLeft: [active.row, far ? 0 : active.column - 1],
      ArrowRight: [active.row, far ? columns : active.column + 1],
      Home: [far ? 0 : active.row, 0],
      End: [far ? rows : active.row, columns],
      PageUp: [Math.max(0, active.row - this.view.page), active.column],
      PageDown: [active.row + this.view.page, active.column],
    };
    const found = to[key];
    if (!found || event.altKey) return undefined;
    const spot: Spot = { row: Math.max(shiftKey ? 0 : -1, Math.min(found[0], rows)), column: Math.max(0, Math.min(found[1], columns)) };
    return () => (event.preventDefault(), this.view.select(spot, shiftKey ? anchor : spot));
  }

  private act(event: KeyboardEvent): (() => void) | undefined {
    const { key } = event;
    const { active } = this.view.selection;
    const stop = (act: () => void) => () => (event.preventDefault(), act());
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      if (key.toLowerCase() === "a") return stop(() => this.all());
      if (key === "Enter") return stop(() => this.copyDown());
      const verb = key.toLowerCase() === "z" ? (event.shiftKey ? "redo" : "undo") : key.toLowerCase() === "y" ? "redo" : "";
      return verb ? stop(() => void this.takeBack(verb)) : undefined;
    }
    if (event.altKey) return undefined;
    if (active.row < 0) return key === "Enter" || key === " " ? stop(() => this.sort(active.column)) : undefined;
    if (key === "Enter" || key === "F2") return stop(() => this.enter());
    if (key === " ") return stop(() => this.enter(undefined, true));
    if (key === "Tab") return this.tab(event);
    if (key === "Delete" || key === "Backspace") return stop(() => this.clear());
    if (key === "Escape") return () => this.view.select(active);
    if ((key === "?" || key === "/") && !this.fillable(active)) return undefined; // keys of the page
    if (key === "Process" || event.keyCode === 229) return undefined; // the field that waits tells when something comes
    if ([...key].length === 1) return () => this.enter("", false, key, event);
    return undefined;
  }

  private fillable({ column }: Spot): boolean {
    return this.mayEdit && (this.table.columns[column]?.cell ?? -1) >= 0;
  }

  /** Tab goes from cell to cell that is filled in, and leaves the sheet at its ends, where nothing is and after Escape. */
  private tab(event: KeyboardEvent): (() => void) | undefined {
    if (!this.mayEdit) return undefined;
    const next = this.leaving ? undefined : this.beside(event.shiftKey ? -1 : 1);
    if (next) return () => (event.preventDefault(), this.view.select(next));
    return () => this.bare();
  }

  /** Let the browser go on from the active cell itself. */
  private bare(): void {
    this.quiet = true;
    this.view.cell(this.view.selection.active)?.focus({ preventScroll: true });
    this.quiet = false;
  }

  /** Text can be written into the active cell at once. */
  private ready(cell: HTMLElement): void {
    const { active } = this.view.selection;
    const at = this.at(active);
    if (this.quiet || cell !== this.view.cell(active) || !at || !this.fillable(active) || this.table.words[at.column.key]) return;
    if (matchMedia("(pointer: coarse)").matches) return; // a keyboard on the screen would come up at each cell
    const words = this.table.words_of(at.row, at.column) || say("nothing", "空欄");
    wait(cell, this.table, at.column, `${this.label(at)}: ${words}`, () => this.enter(null));
  }

  private label({ row, column }: { row: Row; column: Column }): string {
    return `${column.title}, ${row.requirement}`;
  }

  /** Undo or redo, once what was typed is kept. */
  private async takeBack(verb: "undo" | "redo"): Promise<void> {
    await this.saving.send();
    const button = document.querySelector<HTMLButtonElement>(`button[data-${verb}]`);
    if (button && !button.disabled) button.form?.requestSubmit(button);
  }

  private beside(step: 1 | -1): Spot | undefined {
    let { row, column } = this.view.selection.active;
    const { columns, shown } = this.table;
    for (;;) {
      column += step;
      if (column < 0 || column >= columns.length) {
        row += step;
        column = step > 0 ? 0 : columns.length - 1;
      }
      if (row < 0 || row >= shown.length) return undefined;
      if ((columns[column]?.cell ?? -1) >= 0) return { row, column };
    }
  }

  private press(event: PointerEvent): void {
    const spot = this.view.spot(event.target);
    if (!spot || event.button !== 0) return;
    if (spot.row < 0) return this.sort(spot.column);
    const { active, anchor } = this.view.selection;
    const again = event.pointerType !== "mouse" && spot.row === active.row && spot.column === active.column;
    event.preventDefault();
    this.view.select(spot, event.shiftKey ? anchor : spot);
    if (again) this.enter();
    this.dragging = event.pointerType === "mouse";
  }

  private drag(event: PointerEvent): void {
    if (!this.dragging || event.buttons !== 1) return;
    const spot = this.view.spot(document.elementFromPoint(event.clientX, event.clientY));
    const { active, anchor } = this.view.selection;
    if (spot && spot.row >= 0 && (spot.row !== active.row || spot.column !== active.column)) this.view.select(spot, anchor);
  }

  private all(): void {
    const { shown, columns } = this.table;
    if (shown.length) this.view.select({ row: shown.length - 1, column: columns.length - 1 }, { row: 0, column: 0 });
  }

  private sort(column: number): void {
    const key = this.table.columns[column]?.key;
    if (key) this.filters.turn(key);
  }

  // what is filled in

  private at({ row, column }: Spot): { row: Row; column: Column } | undefined {
    const [found, of] = [this.table.shown[row], this.table.columns[column]];
    return found && of && { row: found, column: of };
  }

  /** Open the field of the active cell with *value*, or with what is being written (null); *letter* was typed. */
  private enter(value?: string | null, unfold = false, letter = "", event?: KeyboardEvent): void {
    const { active } = this.view.selection;
    const at = this.at(active);
    const cell = this.view.cell(active);
    if (!at || !cell || !this.mayEdit || at.column.cell < 0) return this.refuse(at?.column);
    const held = this.table.value(at.row, at.column);
    const choice = this.table.words[at.column.key] !== undefined;
    const begin = value === null ? undefined : choice ? held : (value ?? held);
    const field = open(cell, this.table, at.column, begin, this.label(at), (typed, way) => this.left(at, typed, way));
    if (!(field instanceof HTMLSelectElement)) return;
    if (letter) (chooseBy(field, letter), event?.preventDefault());
    if (unfold) field.showPicker();
  }

  private refuse(column: Column | undefined): void {
    if (!column) return;
    if (!this.mayEdit) this.state(say("You may look, but not fill in.", "閲覧のみ可能で、記入はできません。"), "error");
    else this.state(say("“{title}” follows from the model and is not filled in here.", "「{title}」はモデルから決まるため、ここでは記入できません。", { title: column.title }), "busy");
  }

  private left(at: { row: Row; column: Column }, typed: string | null, way: Way): void {
    if (typed !== null && way === "all") {
      const { left, right } = spanOf(this.view.selection);
      const columns = this.table.columns.slice(left, right + 1).filter(({ key }) => key === at.column.key || !this.table.words[at.column.key]);
      this.set(this.rows(), columns.includes(at.column) ? columns : [at.column], () => typed);
    } else if (typed !== null && this.table.type(at.row, at.column, typed)) this.saving.later();
    this.view.refresh();
    const { active } = this.view.selection;
    const steps: Record<Way, Spot | undefined> = {
      down: { row: Math.min(active.row + 1, this.table.shown.length - 1), column: active.column },
      up: { row: Math.max(0, active.row - 1), column: active.column },
      right: this.beside(1),
      left: this.beside(-1),
      all: undefined,
      stay: undefined,
    };
    const focused = document.activeElement === document.body || this.view.grid.contains(document.activeElement);
    if (way === "all") this.view.select(active, this.view.selection.anchor);
    else if (way !== "stay") this.view.select(steps[way] ?? active);
    else if (focused) this.view.cell(active)?.focus({ preventScroll: true });
  }

  private rows(): Row[] {
    const { top, bottom } = spanOf(this.view.selection);
    return this.table.shown.slice(Math.max(0, top), bottom + 1);
  }

  private set(rows: readonly Row[], columns: readonly Column[], value: (row: number, column: number) => string | undefined): void {
    let news = 0;
    for (const [at, row] of rows.entries()) {
      for (const [index, column] of columns.entries()) {
        const now = value(at, index);
        if (now !== undefined && this.mayEdit && this.table.type(row, column, now)) news += 1;
      }
    }
    if (news) this.saving.later();
    this.view.refresh();
    this.selected();
  }

  private setAll(values: Map<Column, string>): void {
    const rows = this.rows();
    for (const [column, value] of values) this.set(rows, [column], () => value);
    this.view.cell(this.view.selection.active)?.focus({ preventScroll: true });
  }

  /** Ctrl+Enter outside of a field: what the active cell says goes into the whole selection. */
  private copyDown(): void {
    const at = this.at(this.view.selection.active);
    if (at && at.column.cell >= 0) this.set(this.rows(), [at.column], () => this.table.value(at.row, at.column));
  }

  private clear(): void {
    const { left, right } = spanOf(this.view.selection);
    const columns = this.table.columns.slice(left, right + 1).filter(({ cell }) => cell >= 0);
    if (columns.length) this.set(this.rows(), columns, () => "");
    else this.refuse(this.table.columns[left]);
  }

  // the clipboard

  private copy(event: ClipboardEvent): void {
    const { left, right } = spanOf(this.view.selection);
    const columns = this.table.columns.slice(left, right + 1);
    const rows = this.rows();
    event.preventDefault();
    event.clipboardData?.setData("text/plain", written(rows.map((row) => columns.map((column) => this.table.words_of(row, column)))));
    event.clipboardData?.setData(OWN, JSON.stringify(rows.map((row) => columns.map((column) => this.table.value(row, column)))));
  }

  private paste(event: ClipboardEvent): void {
    const own = event.clipboardData?.getData(OWN);
    const block = own ? (JSON.parse(own) as string[][]) : read(event.clipboardData?.getData("text/plain") ?? "");
    event.preventDefault();
    const width = Math.max(...block.map((row) => row.length));
    if (!this.mayEdit || !block.length || !width) return;
    const { top, bottom, left, right } = spanOf(this.view.selection);
    const fits = (room: number, size: number) => (room % size === 0 ? room : size);
    const [height, across] = [fits(bottom - top + 1, block.length), fits(right - left + 1, width)];
    const rows = this.table.shown.slice(Math.max(0, top), Math.max(0, top) + height);
    const columns = this.table.columns.slice(left, left + across);
    const fixed = columns.filter(({ cell }) => cell < 0).length;
    this.set(rows, columns, (row, column) => block[row % block.length]?.[column % width]);
    const last: Spot = { row: Math.max(0, top) + rows.length - 1, column: left + columns.length - 1 };
    this.view.select(last, { row: Math.max(0, top), column: left });
    const beyond = height - rows.length;
    if (fixed) toast(say("Columns that follow from the model were left as they are.", "モデルから決まる列は変更していません。"));
    if (beyond > 0) toast(say("{n} rows of the clipboard did not fit below.", "貼り付けた{n}行は、表の末尾を超えたため反映していません。", { n: beyond }));
  }

  // what the page says

  private selected(): void {
    const { active } = this.view.selection;
    const at = active.row >= 0 ? this.at(active) : undefined;
    const { top, bottom } = spanOf(this.view.selection);
    this.bulk.show(top < 0 ? 0 : bottom - top + 1);
    this.note.show(at?.row, at?.column);
    clearTimeout(this.detailTimer);
    if (at) this.detailTimer = window.setTimeout(() => void this.explain(at.row.key), DETAIL_PAUSE);
  }

  private changed(): void {
    this.view.refresh();
    this.table.proofs.later();
    const { active } = this.view.selection;
    const at = active.row >= 0 ? this.at(active) : undefined;
    this.note.show(at?.row, at?.column);
    this.detailed = "";
    if (at) void this.explain(at.row.key);
  }

  /** Other rows are asked for, or the rows are new. */
  private chosen(): void {
    const held = this.table.shown[this.view.selection.active.row]?.key;
    [this.view.sort, this.view.down] = [this.filters.sort, this.filters.down];
    this.table.choose(this.filters.now);
    const { column } = this.view.selection.active;
    const row = this.view.selection.active.row < 0 ? -1 : Math.max(0, this.table.shown.findIndex(({ key }) => key === held));
    this.view.selection = { active: { row, column }, anchor: { row, column } };
    const focused = this.view.grid.contains(document.activeElement);
    this.view.fresh();
    if (focused) this.view.select({ row, column });
    this.count();
    this.selected();
  }

  private count(): void {
    const place = this.section.querySelector("[data-count]");
    const { shown, rows } = this.table;
    if (place) place.textContent = say("{n} of {m} rows", "{m}行中{n}行", { n: shown.length.toLocaleString("en"), m: rows.length.toLocaleString("en") });
    const none = this.section.querySelector<HTMLElement>(".sheet-none");
    if (shown.length) none?.remove();
    else if (!none) this.view.grid.insertAdjacentHTML("afterend", `<p class="empty sheet-none">${say("No row fits the filter.", "条件に合う行はありません。")}</p>`);
  }

  private state(words: string, kind: "done" | "busy" | "error"): void {
    const place = this.section.querySelector<HTMLElement>("[data-state]");
    if (!place || place.textContent === words) return;
    place.textContent = words;
    place.dataset.kind = kind;
  }

  /** Tell below the sheet why the row asks for what it does. */
  private async explain(key: string): Promise<void> {
    const place = document.querySelector<HTMLElement>("[data-sheet-detail]");
    if (!place || this.detailed === key) return;
    this.detailed = key;
    const address = `${this.section.dataset.detail ?? ""}?${new URLSearchParams({ key })}`;
    const response = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => undefined);
    if (!response?.ok || this.detailed !== key) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(...page.body.children);
  }

  private keepMine(row: Row, column: Column): void {
    const typed = this.table.mine(row, column);
    if (!typed?.meeting) return;
    typed.was = typed.meeting.theirs;
    delete typed.meeting;
    this.saving.later();
    this.changed();
    this.view.select(this.view.selection.active);
  }

  private leave(row: Row, column: Column): void {
    this.table.forget(row.key, column.key);
    this.table.again(row.key);
    this.saving.later();
    this.changed();
    this.view.select(this.view.selection.active);
  }

  /** Go to the next cell that needs a look, with the filter lifted where it hides that cell. */
  private nextOpen(): void {
    const { shown, columns, typed } = this.table;
    const { active } = this.view.selection;
    const spots: Spot[] = [];
    for (const [index, row] of shown.entries()) {
      const cells = typed.get(row.key);
      if (cells) for (const [at, { key }] of columns.entries()) if (cells.get(key)?.fault ?? cells.get(key)?.meeting) spots.push({ row: index, column: at });
    }
    const after = spots.find(({ row, column }) => row > active.row || (row === active.row && column > active.column));
    const next = after ?? spots[0];
    if (next) this.view.select(next);
    else document.querySelector<HTMLElement>("form[data-sheet-filter] [data-clear]")?.click();
  }

  private remember(): void {
    const { active } = this.view.selection;
    const key = this.table.shown[active.row]?.key;
    const { grid } = this.view;
    const focus = grid.contains(document.activeElement);
    const held = { search: location.search, top: grid.scrollTop, left: grid.scrollLeft, key, column: active.column, focus };
    try {
      sessionStorage.setItem(this.where, JSON.stringify(held));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // no room left: the sheet begins at its top
    }
  }

  /** Go back to where the sheet was before the page was loaded anew. */
  private return(): void {
    const text = sessionStorage.getItem(this.where);
    if (!text) return;
    const held = JSON.parse(text) as { search: string; top: number; left: number; key?: string; column: number; focus: boolean };
    const row = this.table.shown.findIndex(({ key }) => key === held.key);
    if (held.search !== location.search || row < 0) return;
    this.view.grid.scrollTo(held.left, held.top);
    this.view.select({ row, column: held.column }, undefined, { focus: held.focus });
  }
}
