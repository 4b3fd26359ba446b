// Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y) outside of fields press the buttons of the toolbar; inside of fields they are the field's.

/** Listen for the keys. To be called once. */
export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const verb = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : "";
    const target = event.target as HTMLElement;
    if (!verb || target.closest?.("input, textarea, select, [contenteditable], .cm-editor, dialog")) return;
    const button = document.querySelector<HTMLButtonElement>(`button[data-${verb}]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.form?.requestSubmit(button);
  });
}
