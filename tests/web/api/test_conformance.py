"""The interface does what its OpenAPI document says, whatever it is sent (schemathesis, in the same process)."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.errors import IncorrectUsage
from schemathesis.core.failures import Failure as CheckFailed
from schemathesis.core.failures import FailureGroup
from tests.web.api.conftest import Programs, make_programs

from sanso.catalogue import Catalogue
from sanso.verbs.attacking import attack_evaluated, attack_options
from sanso.web import attacks
from sanso.web.api.document import openapi_document
from sanso.web.beginnings import template
from sanso.web.security.tries import Tries
from sanso.workspace.versions import Author

WAYS = ("token", "session")
EXAMPLES = int(os.environ.get("SANSO_API_EXAMPLES", "8"))
LEFT_OUT = {
    # what fits the schema may still not fit the model (unknown ids, names that are taken), and is refused with 422
    "positive_data_acceptance",
    # an array of one is sent for a parameter that takes one value, and the like: read as that value
    "negative_data_rejection",
}
DRAFT = b"""sanso_claim: 1
issuer: me
subject: {kind: organization, id: me}
answers: [{item: CPS.AM-1, result: met}]
valid_until: 2027-03-31
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, content: Catalogue) -> Iterator[Programs]:
    """A server with a small model; attacks are computed once, many tries with bad tokens are allowed."""
    made = make_programs(tmp_path_factory.mktemp("world"), content, template(None, "en"))
    made.app.state.desk = replace(made.desk, tries=Tries(most=10**9))
    evaluation = made.service.head(made.service.workspaces.find(made.workspace)).state.evaluation
    report = attack_evaluated(evaluation, attack_options(evaluation, worlds=20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attacks, "attack_evaluated", lambda *_: report)
        yield made
    made.close()


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_every_operation_keeps_its_word(world: Programs, way: str) -> None:
    """What is sent fits the document, or breaks it on purpose; the answer always does as the document says."""
    document = schemathesis.openapi.from_dict(openapi_document(world.app, world.service.settings))
    document.app = world.app
    failed: list[str] = []
    answered: dict[str, set[int]] = defaultdict(set)
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) >= 60
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                examine(operation, mode, world, way, answered[operation.label])
            except (FailureGroup, CheckFailed) as failure:
                failed.append(f"{operation.label} {mode.name}\n{told(failure)}")
            except (Unsatisfiable, IncorrectUsage):
                assert mode is GenerationMode.NEGATIVE, operation.label  # nothing in it can be broken
    assert not failed, "\n\n".join(failed)
    reached = [label for label, statuses in answered.items() if any(status < 300 for status in statuses)]
    assert len(reached) >= len(operations) // 2, {label: answered[label] for label in set(answered) - set(reached)}


def examine(operation: Any, mode: GenerationMode, world: Programs, way: str, answered: set[int]) -> None:
    """Send examples of one operation; *answered* takes the statuses."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    def run(case: schemathesis.Case) -> None:
        answered.add(send(case, world, way))

    run()


def send(case: schemathesis.Case, world: Programs, way: str) -> int:
    """Send a case to what there is, compare the answer with the document, and return its status."""
    world.service.workspaces.unarchive(world.workspace)
    parameters = case.path_parameters or {}
    for name in ("workspace", "organization"):
        if name in parameters:
            parameters[name] = getattr(world, name)
    if "examination" in parameters:
        parameters["examination"] = waiting_draft(world)
    if "seq" in parameters and case.method == "GET":
        parameters["seq"] = 1
    excluded = [CHECKS.get_one(name) for name in sorted(LEFT_OUT)]
    if way == "session" and case.headers:
        case.headers.pop("Authorization", None)  # the session is asked for where no token of ours is sent
    headers = world.token() if way == "token" else world.session()
    cookies = dict([headers.pop("Cookie").split("=", 1)]) if way == "session" else None
    address = world.service.settings.address
    answer = case.call_and_validate(base_url=address, headers=headers, cookies=cookies, excluded_checks=excluded)
    return answer.status_code


def waiting_draft(world: Programs) -> str:
    """Return the id of a draft that the own organization is to examine."""
    examining = world.app.state.evidence.examinations
    known = next((one.id for one in examining.of_workspace(world.workspace) if one.waits), None)
    author = Author(world.owner.id, "Ito")
    return known or examining.submit(world.workspace, world.organization, "draft.yaml", DRAFT, author)


def told(failure: BaseException) -> str:
    """Say what was found, without the traces."""
    parts = failure.exceptions if isinstance(failure, BaseExceptionGroup) else (failure,)
    return "\n".join(str(part)[:900] for part in parts[:3])
