// Messages at the edge of the page, and what htmx could not do told in words, with a way to try again.
import { exchangeOf, isPart, type Exchange } from "./htmx";
import { wordsOf } from "./http";
import { make } from "./island";
import { say } from "./words";

const STAYS = 6000; // milliseconds that a message of success stays

export type Kind = "done" | "error" | "note";

/** Show *message*; errors stay until closed. *retry* puts a button beside it. */
export function toast(message: string, kind: Kind = "note", retry?: () => void): void {
  const place = document.querySelector<HTMLElement>("[data-toasts]");
  if (!place) return;
  const box = make("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, make("p", {}, message));
  const remove = () => box.remove();
  if (retry) {
    const again = make("button", { type: "button", class: "btn small" }, place.dataset.retry ?? say("Try again", "再試行"));
    again.addEventListener("click", () => (remove(), retry()));
    box.append(again);
  }
  const close = make("button", { type: "button", class: "btn small quiet", "aria-label": say("Close the message", "メッセージを閉じる") }, "×");
  close.addEventListener("click", remove);
  box.append(close);
  for (const other of place.children) if (other.querySelector("p")?.textContent === message) other.remove();
  place.append(box);
  if (kind !== "error") setTimeout(remove, STAYS);
}

/** Tell what htmx could not do, and what the server sends by `HX-Trigger: {"toast": {…}}`. To be called once. */
export function listen(): void {
  document.addEventListener("htmx:error", (event) => {
    const exchange = exchangeOf(event);
    if (exchange?.sourceElement) toast(words("away", networkAway()), "error", () => again(exchange));
  });
  document.addEventListener("htmx:response:error", (event) => {
    const exchange = exchangeOf(event);
    if (!exchange || isPart(exchange)) return;
    const status = exchange.response?.status ?? 0;
    const told = wordsOf(exchange.text ?? "") || `${words("failed", failed())} (${status})`;
    toast(told, "error", status >= 500 || status === 429 ? () => again(exchange) : undefined);
  });
  document.addEventListener("toast", (event) => {
    const told = (event as CustomEvent<{ message?: string; value?: string; kind?: Kind }>).detail ?? {};
    toast(told.message ?? told.value ?? "", told.kind ?? "done");
  });
  window.addEventListener("offline", () => toast(words("away", networkAway()), "error"));
}

/** Return the words for a network that is away. */
export function networkAway(): string {
  return words("away", say("The server cannot be reached.", "サーバーに接続できません。"));
}

function failed(): string {
  return say("That did not work.", "処理できませんでした。");
}

function words(name: "away" | "failed", otherwise: string): string {
  return document.querySelector<HTMLElement>("[data-toasts]")?.dataset[name] ?? otherwise;
}

function again({ sourceElement }: Exchange): void {
  if (!sourceElement.isConnected) return;
  if (sourceElement instanceof HTMLFormElement) return sourceElement.requestSubmit();
  const given = sourceElement.getAttribute("hx-trigger") ?? sourceElement.getAttribute("data-hx-trigger");
  const usual = sourceElement.matches("input, select, textarea") ? "change" : "click";
  sourceElement.dispatchEvent(new Event(given?.split(/[\s,[]/)[0] || usual, { bubbles: true, cancelable: true }));
}
