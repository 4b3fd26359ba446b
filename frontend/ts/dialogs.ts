// Dialogs: `[data-open=ID]` opens one, `[data-close]` closes it, `dialog[data-now]` opens by itself after a swap;
// `[data-confirm]` and htmx's own confirmations ask in one of our dialogs.
import { make, type Island } from "./island";
import { say } from "./words";

/** Open the dialog with *id*; return whether there is one. */
export function openDialog(id: string): boolean {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  return true;
}

/** Ask *question* with a button named *yes*; resolve to the answer. */
export function ask(question: string, yes = say("Yes, do it", "実行する"), danger = false): Promise<boolean> {
  const heading = make("p", { id: "ask-words" }, question);
  const agree = make("button", { class: danger ? "btn danger" : "btn primary", value: "yes" }, yes);
  const refuse = make("button", { class: "btn", value: "no", autofocus: "" }, say("Cancel", "キャンセル"));
  const form = make("form", { method: "dialog" }, make("div", { class: "actions" }, refuse, agree));
  const dialog = make("dialog", { "aria-labelledby": "ask-words" }, heading, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

export const openers: Island = {
  on: "[data-open]",
  bind(button) {
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => openDialog(button.dataset.open ?? ""));
  },
};

export const dialogs: Island = {
  on: "dialog",
  bind(element) {
    const dialog = element as HTMLDialogElement;
    dialog.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      if (target.closest("[data-close]")) dialog.close();
      else if (target === dialog && outside(event, dialog) && !dialog.querySelector("form[data-draft]")) dialog.close();
    });
    if (dialog.dataset.now !== undefined && !dialog.open) dialog.showModal();
  },
};

export const confirmations: Island = {
  on: "form[data-confirm], button[data-confirm]:not([data-hx-post],[hx-post],[hx-delete])",
  bind(element) {
    const form = element instanceof HTMLFormElement ? element : (element as HTMLButtonElement).form;
    form?.addEventListener("submit", (event) => {
      if (element !== form && event.submitter !== element) return;
      if (element.dataset.agreed !== undefined) return void delete element.dataset.agreed;
      event.preventDefault();
      event.stopImmediatePropagation();
      void ask(element.dataset.confirm ?? "", element.dataset.yes, element.matches(".danger")).then((agreed) => {
        if (!agreed) return;
        element.dataset.agreed = "";
        form.requestSubmit(event.submitter);
      });
    });
  },
};

/** Let htmx ask in our dialog (`hx-confirm`). To be called once. */
export function answerHtmx(): void {
  document.addEventListener("htmx:confirm", (event) => {
    const { detail } = event;
    event.preventDefault();
    const { confirm, sourceElement } = detail.ctx as typeof detail.ctx & { confirm?: string };
    const yes = sourceElement.getAttribute("data-yes") ?? undefined;
    void ask(confirm ?? "", yes, sourceElement.matches(".danger")).then((agreed) =>
      agreed ? detail.issueRequest() : detail.dropRequest(),
    );
  });
}

function outside(event: MouseEvent, dialog: HTMLDialogElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
