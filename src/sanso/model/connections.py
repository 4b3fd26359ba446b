"""Connections between elements; the layer follows from the kind (table T2, catalogue ``connections``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sanso.model.amounts import Number, Share
from sanso.model.base import Id, Part, Refs, Thing
from sanso.model.dates import Day, Interval

__all__ = ["Calibration", "Connection", "ConnectionKind"]

ConnectionKind = Literal[
    "supplies",
    "develops",
    "integrates",
    "maintains",
    "entrusts",
    "hosts",
    "insures",
    "certifies",
    "senses",
    "actuates",
    "displays",
    "operates",
    "transmits",
    "shares",
    "commands",
    "configures",
    "updates",
    "remote-access",
    "authenticates",
    "feeds",
    "depends-on",
]


class Calibration(Part):
    """How often a sensor is calibrated, and when it last was."""

    interval: Interval | None = None
    last: Day | None = None
    certificate: str | None = Field(None, description="The certificate, or what it is traceable to.")


class Connection(Thing):
    """A named connection; which fields make sense follows from its kind."""

    kind: ConnectionKind
    from_: Id = Field(alias="from")
    to: Id
    alternatives: Refs = Field((), description="Connections that could take its place; inactive unless chosen.")
    subject: Refs = Field((), description="What is supplied, maintained, entrusted: elements or products.")
    requirements: tuple[str, ...] = Field((), description="CPSF requirements that the connection passes on.")
    data: Refs = Field((), description="Data sets that flow.")
    medium: str | None = None
    protocol: str | None = None
    tolerance: Interval | None = Field(None, description="How long the dependent goes on without it.")
    quantity: str | None = Field(None, description="What is measured or set.")
    unit: str | None = None
    range: tuple[Number, Number] | None = Field(None, description="Lowest and highest plausible value.")
    accuracy: Number | None = Field(None, ge=0, description="Largest error, in the unit.")
    calibration: Calibration | None = None
    redundancy: int | None = Field(
        None, ge=1, strict=True, description="How many independent channels measure the same."
    )
    cross_check: Refs = Field((), description="Sensors whose reading is compared with this one.")
    genuine: str | None = Field(None, description="How it is known that the device is the genuine one.")
    protection: str | None = Field(None, description="How the path from the device is kept from tampering.")
    authenticity: str | None = Field(None, description="How the reading or order proves where it comes from.")
    confirmed_by: Refs = Field((), description="What confirms the effect of an actuation.")
    safe_state: str | None = None
    availability: Share | None = Field(None, description="Agreed availability of the service.")
