"""Device checks of a workspace: they stand with its evidence, and are answered in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sanso.model.diagnostics import InputRefused
from sanso.verbs.device_checks import DEVICES, ENDING

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.process import Model
    from sanso.model.text import Text
    from sanso.trust.schemes.device_checks import DeviceCheck
    from sanso.web.evidence.room import EvidenceRoom, Looked

__all__ = ["CONDITION", "FACT", "REASON", "KeptCheck", "answered", "check_path", "kept_check", "known_devices"]

CONDITION, FACT, REASON = "condition:", "fact:", "reason:"
"""How the fields of the form begin, before the id."""


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """The device check of an element: empty where there is none, or none that can be read, for the *faults* in it."""

    check: DeviceCheck
    file: str
    faults: tuple[Diagnostic, ...] = ()


def check_path(element: str) -> str:
    """Return where the device check of *element* stands among the evidence."""
    return f"{DEVICES}/{element}{ENDING}"


def kept_check(room: EvidenceRoom, workspace: str, element: str, content: Catalogue) -> KeptCheck:
    """Return the device check of *element* in *workspace*.

    Raises:
        StoreError: it cannot be read.

    """
    from sanso.trust.schemes.device_checks import DeviceCheck, read_device_check

    empty, path = DeviceCheck(element=element), check_path(element)
    held = room.store.files(workspace).get(path)
    if held is None or held.digest is None:
        return KeptCheck(empty, "")
    text = room.store.contents(workspace, [held.digest])[held.digest].decode("utf-8", "replace")
    try:
        return KeptCheck(read_device_check(text, path, content, element=element), path)
    except InputRefused as refused:
        return KeptCheck(empty, path, refused.diagnostics)


def answered(check: DeviceCheck, form: Mapping[str, str], content: Catalogue) -> DeviceCheck:
    """Return *check* with the answers of *form*; what is known beside an answer stays as long as that does.

    Raises:
        InputRefused: answers contradict one another, or one that needs a reason has none.

    """
    from sanso.trust.schemes.check_text import check_text
    from sanso.trust.schemes.device_checks import read_device_check

    conditions = {
        name: answer
        for name in content.device_conditions
        if (answer := form.get(f"{CONDITION}{name}", check.conditions.get(name, "unknown"))) in ("yes", "no")
    }
    facts = {name: one for name in content.device_facts if (one := _fact(check, name, form)) is not None}
    made = check.model_copy(update={"conditions": conditions, "facts": facts})
    return read_device_check(check_text(made), check_path(check.element), content, element=check.element)


def _fact(check: DeviceCheck, name: str, form: Mapping[str, str]) -> Any:
    """Return what is stated of a fact, unread; None where nothing is."""
    from sanso.trust.schemes.device_checks import FactStatement

    before = check.facts.get(name)
    answer = form.get(f"{FACT}{name}", before.answer if before is not None else "unknown")
    if answer not in ("yes", "no", "not-applicable"):
        return None
    reason = _reason(before.reason if before is not None else None, form.get(f"{REASON}{name}"))
    if answer != "not-applicable":
        reason = None
    if before is not None and before.answer == answer:
        return before.model_copy(update={"reason": reason})
    return FactStatement(answer=answer, reason=reason)


def _reason(before: Text | None, typed: str | None) -> Text | None:
    """Return the reason as it is typed; one that was shown and left alone stays in both languages."""
    from sanso.model.text import Text

    said = typed.strip()[:1000] if typed is not None else None
    if said is None or (before is not None and said in (before.show("en"), before.show("ja"))):
        return before
    return Text.of(said) if said else None


def known_devices(model: Model, looked: Looked | None) -> tuple[str, ...]:
    """Return the components that have a device check or that claims speak of, in the order of the model."""
    from sanso.analysis.proof.device_claims import names_of_device
    from sanso.analysis.proof.shown import element_of

    if looked is None:
        return ()
    spoken = {element_of(one, model) for one in looked.judged.judged}
    return tuple(
        ident
        for ident in model.components
        if spoken & names_of_device(model, ident) or check_path(ident) in looked.files
    )
