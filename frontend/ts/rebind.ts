// A part of the page was put in place by an island, not by htmx: the islands in it are to be bound as well.

/** Ask for islands to be bound to what is new on the page. */
export function bindAllAgain(): void {
  document.dispatchEvent(new CustomEvent("sanso:fresh"));
}
