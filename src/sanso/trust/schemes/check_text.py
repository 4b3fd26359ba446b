"""A device check as text: written as it is read.

>>> check = DeviceCheck.model_validate({"element": "camera", "facts": {"password.unique": "yes"}})
>>> print(check_text(check), end="")
sanso_device_check: 1
element: camera
facts:
  password.unique: 'yes'
"""

from __future__ import annotations

from typing import Any

from sanso.trust.schemes.device_checks import DeviceCheck, FactStatement

__all__ = ["check_text"]


def check_text(check: DeviceCheck) -> str:
    """Return *check* as YAML that `read_device_check` reads as the same."""
    import yaml

    document: dict[str, Any] = {"sanso_device_check": 1, "element": check.element}
    if check.conditions:
        document["conditions"] = dict(check.conditions)
    if check.facts:
        document["facts"] = {fact: _statement(one) for fact, one in check.facts.items()}
    if check.labels:
        document["labels"] = [label.model_dump(mode="json", exclude_none=True) for label in check.labels]
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    return text


def _statement(one: FactStatement) -> str | dict[str, Any]:
    said = one.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return one.answer if set(said) <= {"answer"} else {**said, "answer": one.answer}
