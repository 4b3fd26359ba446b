"""Partners in memory who send files to one customer: its model, its grounds, and a few parcels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.trust.chain import DAY, START, SUSPENDED, Chain, first_list, key, sealed, signer_of, status

from sanso.trust.chain.derived import Derived, derive
from sanso.trust.chain.relays import Relay, relay
from sanso.trust.claims.claim import Subject
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.presentations import present
from sanso.verbs.labels import Grounds

__all__ = ["AT", "ITEMS", "MODEL", "Partners", "tree"]

AT = dt.date(2026, 11, 2)
ITEMS = ("CPS.DS-1", "CPS.DS-2", "CPS.DS-10")
MODEL = """
sanso: 1
id: plant
organizations:
  operator: {scale: large}
  maker: {scale: sme}
  part: {scale: sme}
products:
  onboard-x2: {maker: maker, model: X2, version: "4.1"}
  module-p: {maker: part, model: P-1}
components:
  onboard: {kind: controller, product: onboard-x2, roles: {operator: operator}}
"""


@dataclass(frozen=True)
class Partners:
    """Where everything lies."""

    folder: Path

    @property
    def model(self) -> Path:
        """The customer's model."""
        return self.folder / "model.yaml"

    @property
    def grounds(self) -> Grounds:
        """Trust list and status lists."""
        return Grounds([self.folder / "trust.json"], [self.folder / "s1", self.folder / "s2"], day=AT)

    @classmethod
    def at(cls, folder: Path) -> Partners:
        """Write model and grounds."""
        (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
        (folder / "trust.json").write_bytes(sealed(first_list()))
        (folder / "s1").write_text(status(time=START + DAY), encoding="utf-8")
        (folder / "s2").write_text(status(SUSPENDED, time=START + DAY), encoding="utf-8")
        return cls(folder)

    def parcels(self) -> dict[str, list[Path]]:
        """Write what partners send; each parcel is taken in as one."""
        chain = Chain()
        whole = chain.issue(chain.claim(items=ITEMS))
        part = present(whole, ITEMS[:1])
        newer = chain.issue(chain.claim(id="urn:2", items=ITEMS[:2], supersedes=(claim_digest(whole),)))
        own = chain.issue(chain.claim(by="maker", id="urn:3", items=("CPS.AC-1",), status=(),
                                      valid_until=START + 20 * DAY))  # fmt: skip
        unknown = chain.issue(chain.claim(id="urn:4", subject=Subject("device-type", "gadget")))
        named = chain.issue(chain.claim(id="urn:5", subject=Subject("device-type", "x-2", name="X2")))
        foreign = chain.issue(chain.claim(by="customer", id="urn:6", status=(), valid_until=START + 20 * DAY))
        note = relay(part, Relay("maker", "operator", START), [signer_of("maker")])
        derived = derive(Derived("operator", ITEMS[0], "met", 3, (claim_digest(whole),), START), [key("operator")])
        contents: Mapping[str, Mapping[str, bytes]] = {
            "whole": {"whole.jwt": whole.encode(), "whole.proof": chain.proof(whole)},
            "newer": {"newer.jwt": newer.encode()},
            "own": {"own.jwt": own.encode()},
            "unknown": {"unknown.jwt": unknown.encode()},
            "named": {"named.jwt": named.encode()},
            "foreign": {"foreign.jwt": foreign.encode()},
            "relayed": {"part.jwt": part.encode() + b"\n", "part.relay.json": note},
            "derived": {"derived.json": derived},
            "junk": {"junk.jwt": whole.encode()[:300], "empty.jwt": b"", "list.json": sealed(first_list())},
        }
        made: dict[str, list[Path]] = {}
        for parcel, files in contents.items():
            (self.folder / parcel).mkdir(exist_ok=True)
            for name, raw in files.items():
                (self.folder / parcel / name).write_bytes(raw)
            made[parcel] = [self.folder / parcel / name for name in files]
        return made


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below *folder*."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
