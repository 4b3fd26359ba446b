"""What the packages of the attack room say that they offer."""

from __future__ import annotations

from types import ModuleType

import pytest

from sanso.attack import cpsf, loss


@pytest.mark.parametrize(
    ("package", "names"),
    [
        (
            cpsf,
            "ATTACKER EFFECTS Asset AssumptionKey Guard Mode Numbers Stage cpsf guards held play_of_stage staged",
        ),
        (loss, "LEVEL Happened Severity casualties cost_of drawn harm_losses losses mean_losses sorted_out yearly"),
    ],
)
def test_names_are_in_order_and_there(package: ModuleType, names: str) -> None:
    assert package.__all__ == names.split()
    assert all(hasattr(package, name) for name in package.__all__)
    assert package.__doc__
