// What the check of the text editor finds, listed below it; a click goes to the line.
import { make, type Island } from "./island";
import { say } from "./words";

interface Finding {
  readonly line: number | null;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly code?: string;
}

const MOST = 100;

export const findings: Island = {
  on: "textarea[data-check]",
  bind(area) {
    area.addEventListener("checked", (event) => show(area, (event as CustomEvent<Finding[]>).detail));
  },
};

function show(area: HTMLElement, found: Finding[]): void {
  const place = document.querySelector("[data-findings]");
  if (!place) return;
  if (found.length === 0) {
    place.replaceChildren(make("p", { class: "empty" }, say("No errors and no remarks.", "エラーも指摘もありません。")));
    return;
  }
  const words = { error: say("error", "エラー"), warning: say("warning", "警告"), info: say("note", "注記") };
  const lines = found.slice(0, MOST).map(({ line, severity, message, code }) => {
    const where = line === null ? [] : [make("a", { href: `#${area.id}`, "data-line": String(line), "data-for": area.id }, say("line {n}", "{n}行目", { n: line })), " "];
    return make("li", { class: severity }, make("b", {}, words[severity]), " ", ...where, make("span", {}, message), " ", make("code", { class: "soft" }, code ?? ""));
  });
  place.replaceChildren(make("ul", { class: "diagnostics" }, ...lines));
}
