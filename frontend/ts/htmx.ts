// htmx as this application uses it: nothing is evaluated, every request carries the token, and of error answers only
// parts of a page (409, 422) are put in place; all others are told in a message.
import htmx from "htmx.org";
import { csrf } from "./http";

/** What htmx tells about a request in its events. */
export interface Exchange {
  readonly sourceElement: HTMLElement;
  readonly request: { readonly method: string; readonly action: string; readonly headers: Record<string, string> };
  readonly response?: { readonly status: number; readonly headers: Headers };
  readonly text?: string;
  readonly hx?: { reswap?: string };
}

/** Return the request that an htmx *event* is about, if it is about one. */
export function exchangeOf(event: Event): Exchange | undefined {
  return (event as CustomEvent<{ ctx?: Exchange }>).detail?.ctx;
}

/** Return whether an error answer is a part of the page, such as a form with its faults. */
export function isPart({ response, text = "" }: Exchange): boolean {
  if (response?.status !== 409 && response?.status !== 422) return false;
  return (response.headers.get("content-type") ?? "").startsWith("text/html") && !/^\s*<!doctype/i.test(text);
}

/** Set htmx up. To be called once, before it looks at the page. */
export function setUp(): void {
  htmx.config.history = "reload";
  htmx.config.defaultTimeout = 120_000;
  htmx.registerExtension("no-evaluation", {
    init: (api: { initSecurity(policy: null, sync: unknown, async: unknown): void }) =>
      api.initSecurity(null, nothing, nothing),
  });
  document.addEventListener("htmx:config:request", (event) => {
    const exchange = exchangeOf(event);
    if (exchange) exchange.request.headers["X-CSRF"] = csrf();
  });
  document.addEventListener("htmx:after:request", (event) => {
    const exchange = exchangeOf(event);
    if (exchange?.hx && (exchange.response?.status ?? 0) >= 400 && !isPart(exchange)) exchange.hx.reswap = "none";
  });
}

/** Stands where htmx would make a function of text. */
function nothing(): () => undefined {
  return () => undefined;
}

export { htmx };
