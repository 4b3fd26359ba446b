// Pictures of `figure[data-picture]`: the server's SVG can be moved and enlarged, its marks (`[data-id]`) chosen with
// the mouse, the keyboard (`ul[data-companion="ID OF THE FIGURE"]`) or an address ending in `#mark-ID`.
//
// A chosen mark loads `data-panel` (with `{id}` in it) into `data-target`, and tells others by the event "mark".
import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { Companion } from "./companion";
import { loadPanel, swapPart } from "./parts";
import { make } from "./island";
import { say } from "./words";

const MOST = 12;
const STEP = 60; // pixels that an arrow key moves

/** Bind one figure. */
export function bind(element: HTMLElement): void {
  const svg = element.querySelector<SVGSVGElement>(":scope > svg, :scope > a > svg");
  if (svg) new Picture(element, svg);
}

/** Where the picture stands in which a group is about to be opened or folded, so that the next one stands there too. */
const stays: { figure: string; at?: ZoomTransform } = { figure: "" };

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
    svg.setAttribute("preserveAspectRatio", "xMidYMin slice"); // all of its width; what is below is one pull away
    this.zoom = zoom<SVGSVGElement, unknown>()
      .translateExtent(this.whole())
      .extent(() => this.window())
      .filter((event: MouseEvent & TouchEvent) => this.takes(event))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.moved(event));
    select(svg).call(this.zoom).on("dblclick.zoom", null);
    new ResizeObserver(() => this.zoom.scaleExtent([this.least(), MOST])).observe(svg);
    this.zoom.scaleExtent([this.least(), MOST]);
    if (stays.figure === figure.id && stays.at) select(svg).call(this.zoom.transform, stays.at);
    stays.figure = "";
    this.addTools();
    svg.addEventListener("click", (event) => this.clicked(event));
    svg.setAttribute("tabindex", "0");
    if (svg.querySelector("a[href], [tabindex]")) svg.setAttribute("role", "group"); // an image has no links in it
    svg.setAttribute("aria-label", svg.querySelector(":scope > title")?.textContent ?? "");
    svg.addEventListener("keydown", (event) => this.key(event));
    for (const list of document.querySelectorAll<HTMLElement>(`[data-companion="${CSS.escape(figure.id)}"]`)) {
      new Companion(list, {
        look: (id) => this.look(id),
        choose: (id) => this.choose(id),
        along: (from, to) => this.along(from, to),
      });
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

  /** Show the lines from one mark to another enlightened, with both ends in sight. */
  along(from: string, to: string): void {
    for (const lit of this.svg.querySelectorAll(".lit")) lit.classList.remove("lit");
    const ends = [...this.marks(from), ...this.marks(to)];
    const pair = `[data-from="${CSS.escape(from)}"][data-to="${CSS.escape(to)}"]`;
    const edges = [...this.svg.querySelectorAll<SVGGraphicsElement>(pair)];
    for (const part of [...ends, ...edges]) part.classList.add("lit");
    this.figure.classList.toggle("dims", edges.length > 0);
    if (ends[0]) this.bringIntoSight(ends[0]);
  }

  /** Choose the mark *id*: look at it, load its panel and tell the page. */
  choose(id: string): void {
    if (this.marks(id).length) this.look(id);
    const { panel, target } = this.figure.dataset;
    const untouched = this.figure.dispatchEvent(new CustomEvent("mark", { bubbles: true, cancelable: true, detail: { id } }));
    if (!untouched || !panel || !target) return;
    loadPanel(panel.replace("{id}", encodeURIComponent(id)), this.figure, target);
  }

  private marks(id: string): SVGGraphicsElement[] {
    return id ? [...this.svg.querySelectorAll<SVGGraphicsElement>(`[data-id="${CSS.escape(id)}"]`)] : [];
  }

  /** The corners of the picture. */
  private whole(): [[number, number], [number, number]] {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    return [[x, y], [x + width, y + height]];
  }

  /** The corners of what is seen of it before anybody moves it. */
  private window(): [[number, number], [number, number]] {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const { clientWidth, clientHeight } = this.svg;
    const seen = clientWidth ? (width * clientHeight) / clientWidth : height;
    return [[x, y], [x + width, y + Math.min(seen, height)]];
  }

  /** The scale at which the whole picture is seen. */
  private least(): number {
    const [[, top], [, bottom]] = this.window();
    return Math.min(1, (bottom - top) / this.svg.viewBox.baseVal.height);
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
        tool(say("Fit", "全体"), say("Fit the whole picture in", "図全体を表示"), () => this.fit()),
      ),
    );
  }

  private scale(factor: number): void {
    select(this.svg).call(this.zoom.scaleBy, factor);
  }

  private fit(): void {
    select(this.svg).call(this.zoom.transform, zoomIdentity.scale(this.least()));
    this.look("");
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move: Record<string, [number, number]> = {
      ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP],
    };
    const step = move[event.key];
    if (step) select(this.svg).call(this.zoom.translateBy, ...step);
    else if (event.key === "+" || event.key === ";") this.scale(1.5);
    else if (event.key === "-") this.scale(1 / 1.5);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.look("");
    else if (event.key === "Enter" && event.target !== this.svg) this.clicked(event);
    else return;
    event.preventDefault();
  }

  private clicked(event: Event): void {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    const group = (event.target as Element).closest<SVGAElement>("a.opens, a.fold");
    if (group) return this.swap(event, group);
    const edge = (event.target as Element).closest<SVGElement>(".edge[data-connection]");
    if (edge && this.figure.dataset.panel) {
      event.preventDefault();
      this.along(edge.dataset.from ?? "", edge.dataset.to ?? "");
      return this.choose(edge.dataset.connection ?? "");
    }
    const mark = (event.target as Element).closest<SVGElement>("[data-id]");
    if (mark?.closest("a[href]") && !this.figure.dataset.panel) return;
    if (!mark || !this.svg.contains(mark)) return this.look("");
    event.preventDefault();
    this.choose(mark.dataset.id ?? "");
  }

  /** Open or fold a group in its place on the page, where the figure says which part of the page that is. */
  private swap(event: Event, link: SVGAElement): void {
    const part = this.figure.dataset.swap;
    if (!part) return;
    event.preventDefault();
    stays.figure = this.figure.id;
    stays.at = zoomTransform(this.svg);
    swapPart(link.href.baseVal, part);
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
