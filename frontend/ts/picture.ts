// Pictures of `figure[data-picture]`: the server's SVG can be moved and enlarged, its marks (`[data-id]`) chosen with
// the mouse, the keyboard (`ul[data-companion="ID OF THE FIGURE"]`) or an address ending in `#mark-ID`.
//
// A chosen mark loads `data-panel` (with `{id}` in it) into `data-target`, and tells others by the event "mark".
import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom";
import { Companion } from "./companion";
import { htmx } from "./htmx";
import { make } from "./island";
import { say } from "./words";

const MOST = 12;
const STEP = 60; // pixels that an arrow key moves

/** Bind one figure. */
export function bind(element: HTMLElement): void {
  const svg = element.querySelector<SVGSVGElement>(":scope > svg, :scope > a > svg");
  if (svg) new Picture(element, svg);
}

export class Picture {
  private readonly figure: HTMLElement;
  private readonly svg: SVGSVGElement;
  private readonly view: SVGGElement;
  private readonly zoom: ZoomBehavior<SVGSVGElement, unknown>;

  constructor(figure: HTMLElement, svg: SVGSVGElement) {
    this.figure = figure;
    this.svg = svg;
    this.view = wrap(svg);
    figure.classList.add("bound");
    this.zoom = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, MOST])
      .translateExtent(this.extent())
      .extent(this.extent())
      .filter((event: MouseEvent & TouchEvent) => this.takes(event))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.moved(event));
    select(svg).call(this.zoom).on("dblclick.zoom", null);
    this.addTools();
    svg.addEventListener("click", (event) => this.clicked(event));
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => this.key(event));
    for (const list of document.querySelectorAll<HTMLElement>(`[data-companion="${CSS.escape(figure.id)}"]`)) {
      new Companion(list, { look: (id) => this.look(id), choose: (id) => this.choose(id) });
    }
    const wanted = decodeURIComponent(location.hash.replace(/^#mark-/, ""));
    if (location.hash.startsWith("#mark-")) this.look(wanted);
  }

  /** Show the mark *id* enlightened, its connections with it, in sight; nothing for "". */
  look(id: string): void {
    for (const lit of this.svg.querySelectorAll(".lit")) lit.classList.remove("lit");
    const marks = id ? this.marks(id) : [];
    this.figure.classList.toggle("dims", marks.length > 0);
    for (const mark of marks) mark.classList.add("lit");
    if (marks.length) {
      const quoted = CSS.escape(id);
      for (const edge of this.svg.querySelectorAll<SVGElement>(`[data-from="${quoted}"], [data-to="${quoted}"]`)) {
        edge.classList.add("lit");
        const other = edge.dataset.from === id ? edge.dataset.to : edge.dataset.from;
        for (const mark of this.marks(other ?? "")) mark.classList.add("lit");
      }
    }
    if (marks[0]) this.bringIntoSight(marks[0]);
  }

  /** Choose the mark *id*: look at it, load its panel and tell the page. */
  choose(id: string): void {
    this.look(id);
    const { panel, target } = this.figure.dataset;
    const untouched = this.figure.dispatchEvent(new CustomEvent("mark", { bubbles: true, cancelable: true, detail: { id } }));
    if (!untouched || !panel || !target) return;
    void htmx.ajax("GET", panel.replace("{id}", encodeURIComponent(id)), { source: this.figure, target });
  }

  private marks(id: string): SVGGraphicsElement[] {
    return id ? [...this.svg.querySelectorAll<SVGGraphicsElement>(`[data-id="${CSS.escape(id)}"]`)] : [];
  }

  private extent(): [[number, number], [number, number]] {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    return [[x, y], [x + width, y + height]];
  }

  /** The wheel enlarges with Ctrl or while the picture has the focus, so that pages scroll; one finger moves when near. */
  private takes(event: MouseEvent & TouchEvent): boolean {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey || this.svg.matches(":focus");
    if (event.type.startsWith("touch")) return event.touches.length > 1 || zoomTransform(this.svg).k > 1;
    return !event.ctrlKey && !event.button;
  }

  private moved({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>): void {
    this.view.classList.toggle("glide", !sourceEvent);
    this.view.setAttribute("transform", transform.toString());
    this.figure.classList.toggle("near", transform.k > 1);
  }

  private addTools(): void {
    const tool = (sign: string, words: string, act: () => void) => {
      const button = make("button", { type: "button", class: "btn small", "aria-label": words, title: words }, sign);
      button.addEventListener("click", act);
      return button;
    };
    const words = say("Move and enlarge the picture", "図の移動と拡大");
    this.figure.append(
      make(
        "div",
        { class: "picture-tools", role: "group", "aria-label": words },
        tool("+", say("Enlarge", "拡大"), () => this.scale(1.5)),
        tool("−", say("Reduce", "縮小"), () => this.scale(1 / 1.5)),
        tool(say("Fit", "全体"), say("Show the whole picture", "図全体を表示"), () => this.fit()),
      ),
    );
  }

  private scale(factor: number): void {
    select(this.svg).call(this.zoom.scaleBy, factor);
  }

  private fit(): void {
    select(this.svg).call(this.zoom.transform, zoomIdentity);
    this.look("");
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move: Record<string, [number, number]> = {
      ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP],
    };
    const step = move[event.key];
    const near = zoomTransform(this.svg).k > 1;
    if (step && near) select(this.svg).call(this.zoom.translateBy, ...step);
    else if (event.key === "+" || event.key === ";") this.scale(1.5);
    else if (event.key === "-") this.scale(1 / 1.5);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.look("");
    else if (event.key === "Enter" && event.target !== this.svg) this.clicked(event);
    else return;
    event.preventDefault();
  }

  private clicked(event: Event): void {
    const mark = (event.target as Element).closest<SVGElement>("[data-id]");
    if (mark?.closest("a[href]") && !this.figure.dataset.panel) return;
    if (!mark || !this.svg.contains(mark)) return this.look("");
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    this.choose(mark.dataset.id ?? "");
  }

  private bringIntoSight(mark: SVGGraphicsElement): void {
    const seen = this.svg.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const inside = box.left >= seen.left && box.right <= seen.right && box.top >= seen.top && box.bottom <= seen.bottom;
    if (inside) return;
    const { x, y, width, height } = mark.getBBox();
    select(this.svg).call(this.zoom.translateTo, x + width / 2, y + height / 2);
  }
}

/** Put what *svg* draws into one group, which then moves as a whole. */
function wrap(svg: SVGSVGElement): SVGGElement {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.classList.add("view");
  group.append(...[...svg.children].filter((child) => !child.matches("title, desc, style, defs")));
  svg.append(group);
  return group;
}
