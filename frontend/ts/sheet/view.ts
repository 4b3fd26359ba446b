// The rows that are in view, and only those: drawn anew while the sheet scrolls, with one cell that holds the focus.
import { make } from "../island";
import { say } from "../words";
import { PROVEN } from "./proven";
import type { Column, Row, Table } from "./table";

export const HEIGHT = 34; // pixels of a row
const BEYOND = 6; // rows drawn above and below what is in view
const WIDTHS: Record<string, number> = {
  requirement: 116, organization: 172, title: 196, required: 118, status: 126, proven: 168, category: 124, level: 132, basis: 170, valid_until: 108,
  owner: 120, due: 108, comment: 220, reason: 180, by: 140, evidence: 140, layers: 70, elements: 96,
}; // prettier-ignore
const FROZEN = 2;

export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Selection {
  readonly active: Spot;
  readonly anchor: Spot;
}

/** First and last row and column of a selection. */
export function spanOf({ active, anchor }: Selection): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  };
}

export class View {
  readonly grid: HTMLElement;
  private readonly body: HTMLElement;
  private readonly head: HTMLElement;
  private readonly drawn = new Map<number, HTMLElement>();
  private pending = 0;
  selection: Selection = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };
  sort = "";
  down = false;

  private readonly table: Table;
  private readonly mayEdit: boolean;

  constructor(
    table: Table,
    label: string,
    mayEdit: boolean,
  ) {
    this.table = table;
    this.mayEdit = mayEdit;
    this.head = make("div", { role: "row", class: "sheet-head", "aria-rowindex": "1" });
    this.body = make("div", { role: "rowgroup", class: "sheet-body" });
    this.grid = make("div", { role: "grid", class: "sheet-grid", "aria-label": label, "aria-multiselectable": "true" }, make("div", { role: "rowgroup", class: "sheet-top" }, this.head), this.body);
    if (!mayEdit) this.grid.setAttribute("aria-readonly", "true");
    this.grid.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => {
      this.grid.classList.toggle("narrow", this.narrow);
      this.later();
    }).observe(this.grid);
  }

  /** Draw columns and rows anew. */
  lay(): void {
    const { columns } = this.table;
    const widths = columns.map(({ key }) => WIDTHS[key] ?? 120);
    this.grid.style.setProperty("--columns", widths.map((width) => `${width}px`).join(" "));
    this.grid.style.setProperty("--width", `${widths.reduce((sum, width) => sum + width, 0)}px`);
    this.grid.style.setProperty("--second", `${widths[0] ?? 0}px`);
    this.grid.setAttribute("aria-colcount", String(columns.length));
    this.head.replaceChildren(...columns.map((column, index) => this.headCell(column, index)));
    this.fresh();
  }

  /** The rows that are shown are others, or in another order. */
  fresh(): void {
    for (const element of this.drawn.values()) element.remove();
    this.drawn.clear();
    this.grid.setAttribute("aria-rowcount", String(this.table.shown.length + 1));
    this.body.style.height = `${this.table.shown.length * HEIGHT}px`;
    this.clamp();
    for (const [index, cell] of [...this.head.children].entries()) {
      const key = this.table.columns[index]?.key;
      cell.setAttribute("aria-sort", key !== this.sort ? "none" : this.down ? "descending" : "ascending");
    }
    this.draw();
  }

  /** Fill what is in view again. */
  refresh(): void {
    for (const [index, element] of this.drawn) this.fill(element, index);
    this.mark();
  }

  /** Move the active cell, and what is selected with it. */
  select(active: Spot, anchor: Spot = active, { focus = true }: { focus?: boolean } = {}): void {
    this.selection = { active, anchor };
    this.clamp();
    this.bring(this.selection.active);
    this.draw();
    this.mark();
    if (focus) this.cell(this.selection.active)?.focus({ preventScroll: true });
    this.grid.dispatchEvent(new CustomEvent("sheet:select"));
  }

  /** The element of a cell, if it is drawn. */
  cell({ row, column }: Spot): HTMLElement | undefined {
    const line = row < 0 ? this.head : this.drawn.get(row);
    return line?.children[column] as HTMLElement | undefined;
  }

  /** The cell that an element stands in. */
  spot(target: EventTarget | null): Spot | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
    const line = cell?.parentElement;
    if (!cell || !line || !this.grid.contains(cell)) return undefined;
    return { row: Number(line.dataset.row ?? -1), column: Number(cell.dataset.column) };
  }

  /** How many whole rows are in view. */
  get page(): number {
    return Math.max(1, Math.floor(this.grid.clientHeight / HEIGHT) - 2);
  }

  private clamp(): void {
    const rows = this.table.shown.length - 1;
    const fit = ({ row, column }: Spot): Spot => ({
      row: Math.max(-1, Math.min(row, rows)),
      column: Math.max(0, Math.min(column, this.table.columns.length - 1)),
    });
    this.selection = { active: fit(this.selection.active), anchor: fit(this.selection.anchor) };
  }

  private bring({ row, column }: Spot): void {
    const { grid } = this;
    const top = row * HEIGHT;
    const room = grid.clientHeight - this.head.offsetHeight;
    if (row >= 0 && top < grid.scrollTop) grid.scrollTop = top;
    else if (row >= 0 && top + HEIGHT > grid.scrollTop + room) grid.scrollTop = top + HEIGHT - room;
    if (column < FROZEN) return;
    const widths = this.table.columns.map(({ key }) => WIDTHS[key] ?? 120);
    const sum = (from: number, to: number) => widths.slice(from, to).reduce((all, width) => all + width, 0);
    const frozen = this.narrow ? (widths[0] ?? 0) : sum(0, FROZEN);
    const [left, right] = [sum(0, column), sum(0, column + 1)];
    if (left < grid.scrollLeft + frozen) grid.scrollLeft = left - frozen;
    else if (right > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = right - grid.clientWidth;
  }

  private get narrow(): boolean {
    return this.grid.clientWidth < 700;
  }

  private later(): void {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { grid, table, drawn } = this;
    const first = Math.max(0, Math.floor(grid.scrollTop / HEIGHT) - BEYOND);
    const last = Math.min(table.shown.length - 1, Math.ceil((grid.scrollTop + grid.clientHeight) / HEIGHT) + BEYOND);
    const { row: held } = this.selection.active;
    const free: HTMLElement[] = [];
    for (const [index, element] of drawn) {
      if ((index >= first && index <= last) || index === held) continue;
      drawn.delete(index);
      free.push(element);
    }
    for (let index = first; index <= last; index += 1) this.place(index, free);
    if (held >= 0 && held < table.shown.length) this.place(held, free);
    for (const element of free) element.remove();
  }

  private place(index: number, free: HTMLElement[]): void {
    if (this.drawn.has(index)) return;
    const element = free.pop() ?? this.line();
    element.dataset.row = String(index);
    element.setAttribute("aria-rowindex", String(index + 2));
    element.style.transform = `translateY(${index * HEIGHT}px)`;
    this.drawn.set(index, element);
    this.fill(element, index);
    this.markLine(element, index);
    if (!element.isConnected) this.body.append(element);
  }

  private line(): HTMLElement {
    const cells = this.table.columns.map((column, index) => {
      const cell = make("div", { role: index ? "gridcell" : "rowheader", "data-column": String(index), "aria-colindex": String(index + 1), tabindex: "-1" });
      if (index < FROZEN) cell.classList.add(`frozen-${index}`);
      if (column.key === "elements") cell.classList.add("n");
      if (this.mayEdit && column.cell < 0) cell.setAttribute("aria-readonly", "true");
      cell.append(make("span", {}, document.createTextNode("")));
      return cell;
    });
    return make("div", { role: "row", class: "sheet-row" }, ...cells);
  }

  private fill(element: HTMLElement, index: number): void {
    const row = this.table.shown[index];
    if (!row) return;
    for (const [at, column] of this.table.columns.entries()) {
      const cell = element.children[at] as HTMLElement;
      if (cell.classList.contains("entering")) continue;
      this.fillCell(cell, row, column);
    }
  }

  private fillCell(cell: HTMLElement, row: Row, column: Column): void {
    const words = this.table.words_of(row, column);
    const span = cell.firstElementChild as HTMLElement;
    const text = span.firstChild as Text;
    if (text.data !== words) text.data = words;
    const proven = column.key === PROVEN ? this.table.value(row, column) : "";
    const kind = proven ? `st st-${proven}` : column.key === "status" ? `st st-${row.status}` : column.key === "category" && row.category !== null ? `cat cat-${row.category}` : column.key === "requirement" ? "code" : "";
    if (span.className !== kind) span.className = kind;
    if (column.cell < 0) {
      if ((column.key === "title" || column.key === "organization" || column.key === PROVEN) && cell.title !== words) cell.title = words;
      return;
    }
    const typed = this.table.mine(row, column);
    const expired = column.key === "valid_until" && row.expired && !typed;
    const note = typed?.meeting ? "met" : typed?.fault ? "fault" : typed?.waits ? "waits" : typed ? "typed" : expired ? "expired" : "";
    if ((cell.dataset.note ?? "") !== note) {
      if (note) cell.dataset.note = note;
      else delete cell.dataset.note;
      if (note === "fault" || note === "met") cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
    const waits = typed?.waits ? say("Not saved yet: another cell of this row is at fault.", "この行の別のセルに誤りがあるため、まだ保存されていません。") : undefined;
    const title = typed?.fault ?? waits ?? (expired ? say("expired", "期限切れ") : words.length > 12 ? words : "");
    if (cell.title !== title) cell.title = title;
  }

  /** Show which cells are selected. */
  private mark(): void {
    for (const [index, element] of this.drawn) this.markLine(element, index);
    for (const [at, cell] of [...this.head.children].entries()) {
      const { row, column } = this.selection.active;
      (cell as HTMLElement).tabIndex = row < 0 && at === column ? 0 : -1;
    }
  }

  private markLine(element: HTMLElement, index: number): void {
    const { top, bottom, left, right } = spanOf(this.selection);
    const { active } = this.selection;
    for (let at = 0; at < element.children.length; at += 1) {
      const cell = element.children[at] as HTMLElement;
      const selected = index >= top && index <= bottom && at >= left && at <= right;
      if ((cell.getAttribute("aria-selected") === "true") !== selected) cell.setAttribute("aria-selected", String(selected));
      const tab = index === active.row && at === active.column ? 0 : -1;
      if (cell.tabIndex !== tab) cell.tabIndex = tab;
    }
  }

  private headCell(column: Column, index: number): HTMLElement {
    const cell = make("div", { role: "columnheader", "data-column": String(index), "aria-colindex": String(index + 1), "aria-sort": "none", tabindex: "-1" }, make("span", {}, column.title));
    if (index < FROZEN) cell.classList.add(`frozen-${index}`);
    if (this.mayEdit && column.cell >= 0) cell.classList.add("fillable");
    return cell;
  }
}
