"""The data of a form: names and values in order; rows of lists are told apart by labels that never change.

A list ``f.ratings`` posts a label for each row as ``f.ratings._row`` and its fields as ``f.ratings.LABEL.by``. The
label of a row that stands in the files is its position there; new rows get higher ones.

>>> form = FormData([("f.by", "A"), ("f.rows._row", ""), ("f.rows._row", "0")])
>>> form.get("f.by"), form.rows("f.rows")
('A', ['0'])
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["GROUPS", "FormData"]

GROUPS = ("all_of", "any_of", "at_least")
"""Kinds of causes that hold other causes."""

_MOST_ROWS = 5000


class FormData:
    """Names and values, several of a name allowed."""

    def __init__(self, items: Iterable[tuple[str, str]]) -> None:
        self.items = [(name, value.replace("\r\n", "\n")) for name, value in items]
        self._by_name: dict[str, list[str]] = {}
        for name, value in self.items:
            self._by_name.setdefault(name, []).append(value)

    @property
    def base(self) -> int | None:
        """The version that the form was made from."""
        text = self.get("base") or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

    def get(self, name: str) -> str | None:
        """Return the last value of *name*; None where it was not sent."""
        found = self._by_name.get(name)
        return found[-1] if found else None

    def all(self, name: str) -> list[str]:
        """Return every value of *name* that says something."""
        return [value.strip() for value in self._by_name.get(name, ()) if value.strip()]

    def values(self, name: str) -> list[str]:
        """Return every value of *name*, empty ones as well."""
        return list(self._by_name.get(name, ()))

    def says(self, name: str) -> bool:
        """Tell whether anything below *name* has a value."""
        return any(
            value.strip() and not sent.endswith(("._row", "._next", "._cause"))
            for sent, value in self.items
            if sent.startswith(f"{name}.")
        )

    def has(self, name: str) -> bool:
        """Tell whether *name* was sent, even empty."""
        return name in self._by_name

    def begins(self, name: str) -> bool:
        """Tell whether anything below *name* was sent."""
        return any(sent.startswith(f"{name}.") for sent in self._by_name)

    def rows(self, name: str) -> list[str]:
        """Return the labels of the rows of a list, in order."""
        labels = dict.fromkeys(self._by_name.get(f"{name}._row", ()))
        return [label for label in labels if label.isascii() and label.isdecimal() and len(label) <= 6][:_MOST_ROWS]

    def acted(self, action: str) -> FormData:
        """Return the form after a button that changes its shape: ``add:NAME``, ``drop:NAME.LABEL``, else itself."""
        verb, _, name = action.partition(":")
        if verb == "add":
            return self._added(name)
        if verb == "drop":
            above, _, label = name.rpartition(".")
            kept = [(key, value) for key, value in self.items if not key.startswith(f"{name}.")]
            return FormData(pair for pair in kept if pair != (f"{above}._row", label))
        return self._regrouped()

    def _added(self, name: str) -> FormData:
        if self.has(name) or not self.has(f"{name}._row"):
            return FormData([*self.items, (name, "")])
        label = self._fresh(name)
        items = [pair for pair in self.items if pair[0] != f"{name}._next"]
        return FormData([*items, (f"{name}._row", label), (f"{name}._next", str(int(label) + 1))])

    def _fresh(self, name: str) -> str:
        following = self.get(f"{name}._next") or "0"
        known = [int(label) for label in self.rows(name)]
        return str(
            max([int(following) if following.isdecimal() and len(following) <= 6 else 0, *(n + 1 for n in known)])
        )

    def _regrouped(self) -> FormData:
        """Put a single cause that was made a group into it, so that nothing that was typed goes."""
        for name, value in self.items:
            cause = name.removesuffix(".kind")
            if name == cause or value not in GROUPS or self.has(f"{cause}._row") or not self.has(f"{cause}._cause"):
                continue
            own = (f"{cause}.kind", f"{cause}._cause", f"{cause}._row", f"{cause}._next")
            moved = [
                (f"{cause}.0{key.removeprefix(cause)}" if key.startswith(f"{cause}.") and key not in own else key, held)
                for key, held in self.items
            ]
            was = "condition" if self.get(f"{cause}.condition") else "element"
            return FormData(
                [
                    *moved,
                    *((f"{cause}._row", label) for label in ("", "0")),
                    (f"{cause}._next", "1"),
                    (f"{cause}.0.kind", was),
                    (f"{cause}.0._cause", "1"),
                ]
            )._regrouped()
        return self
