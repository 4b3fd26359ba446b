// A form is sent once: its buttons rest until the answer is there.
import { exchangeOf } from "./htmx";

const REST = 10_000; // milliseconds after which the buttons of a page that stayed (a download) work again

/** Rest the buttons of forms that are sent. To be called once. */
export function listen(): void {
  document.addEventListener(
    "submit",
    (event) => {
      if ((event.target as HTMLFormElement).dataset.sent === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog" || form.dataset.many !== undefined) return;
    const htmxSends = event.defaultPrevented;
    form.dataset.sent = "";
    setTimeout(() => form.dataset.sent !== undefined && rest(form, event.submitter, true));
    if (!htmxSends) setTimeout(() => rest(form, null, false), REST);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = exchangeOf(event)?.sourceElement.closest<HTMLFormElement>("form");
    if (form) rest(form, null, false);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) rest(form, null, false);
  });
}

function rest(form: HTMLFormElement, submitter: HTMLElement | null, resting: boolean): void {
  if (!resting) delete form.dataset.sent;
  for (const control of form.elements) {
    if (!(control instanceof HTMLButtonElement) || control.type !== "submit") continue;
    if (resting) {
      if (control.disabled) continue;
      control.dataset.resting = "";
      control.disabled = true;
      if (control === submitter) control.setAttribute("aria-busy", "true");
    } else if (control.dataset.resting !== undefined) {
      delete control.dataset.resting;
      control.disabled = false;
      control.removeAttribute("aria-busy");
    }
  }
}
