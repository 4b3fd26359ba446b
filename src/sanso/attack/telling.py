"""Ways of an attack in words: what happens step by step, and which measure would stop it at whose responsibility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sanso.attack.cpsf.cast import PRODUCTS
from sanso.attack.cpsf.guarding import Guard
from sanso.attack.cpsf.staging import Stage
from sanso.attack.cpsf.stock import Asset
from sanso.attack.language import Step
from sanso.attack.result import PathStep, Stop
from sanso.catalogue import Catalogue
from sanso.model.text import Text

__all__ = ["Teller"]

_LAYERS = {
    "Organization": 1,
    "People": 1,
    "Procedure": 1,
    "Product": 1,
    "PackagedProduct": 1,
    "PhysicalThing": 2,
    "Data": 3,
    "Application": 3,
}
"""Layer by type of object, where it is neither a connection nor a component."""

_CAUSES = ("AnyCause", "AllCause")
_ALSO = Text(en="{step} (also needed: {also})", ja="{step}(ほかに必要: {also})")
_MOST_EITHER = 3

_STATUS = {"none": "none", "not-stated": "not-stated", "not-applicable": "not-applicable"}
_ALL = Text(en="every {it}", ja="すべての{it}")
_TYPE = Text(en="the type of {it}", ja="{it}の機種")
_LINK = Text(en="{a} to {b}", ja="{a}から{b}")


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts steps of a stage into words."""

    stage: Stage
    catalogue: Catalogue
    by_step: Mapping[int, tuple[Guard, ...]]

    @classmethod
    def of(cls, stage: Stage, catalogue: Catalogue, defences: Iterable[Guard]) -> Teller:
        """Index the defences by the step that they guard."""
        children = stage.graph.children
        found: dict[int, list[Guard]] = {}
        for guard in defences:
            for child in children.indices[children.indptr[guard.step] : children.indptr[guard.step + 1]].tolist():
                found.setdefault(child, []).append(guard)
        return cls(stage, catalogue, {step: tuple(known) for step, known in found.items()})

    def tell(self, steps: Sequence[int]) -> tuple[PathStep, ...]:
        """Return the steps of a way that have words; joints and repeats are left out.

        The step before the harm says what else the harm needs that is not on the way.
        """
        told: list[PathStep] = []
        for index in steps:
            step = self.step(index)
            if step is not None and not (told and told[-1].subject == step.subject and told[-1].text == step.text):
                told.append(step)
        also = self._also(steps)
        if also and len(told) > 1:
            told[-2] = replace(told[-2], text=_ALSO.fill(step=told[-2].text, also=_listed(also)))
        return tuple(told)

    def _also(self, steps: Sequence[int]) -> list[Text]:
        """Return what a way needs besides itself: the other causes of every "all of" that it passes, in words."""
        parents, on_the_way = self.stage.graph.parents, set(steps)
        found: list[Text] = []
        for index in steps:
            if self._type(index) != "AllCause":
                continue
            for parent in parents.indices[parents.indptr[index] : parents.indptr[index + 1]].tolist():
                if parent not in on_the_way and self._type(parent) in _CAUSES:
                    needed = self._effects(parent)
                    if needed and (one := _either(needed)) not in found:
                        found.append(one)
        return found

    def _effects(self, cause: int) -> list[Text]:
        """Return the effects that bring a cause about, in words."""
        parents, pending, seen = self.stage.graph.parents, [cause], {cause}
        found: list[Text] = []
        while pending:
            index = pending.pop()
            for parent in parents.indices[parents.indptr[index] : parents.indptr[index + 1]].tolist():
                if parent in seen:
                    continue
                seen.add(parent)
                if self._type(parent) in _CAUSES:
                    pending.append(parent)
                elif (step := self.step(parent)) is not None and step.text not in found:
                    found.append(step.text)
        return found

    def _type(self, index: int) -> str:
        asset: Asset = self.stage.assets[int(self.stage.graph.asset[index])]
        return asset.type

    def step(self, index: int) -> PathStep | None:
        """Return a step of the graph in words; None where it is a joint."""
        graph = self.stage.graph
        _, step = graph.steps[graph.step[index]]
        if "en" not in step.meta:
            return None
        asset = self.stage.assets[graph.asset[index]]
        record = self.catalogue.attack_steps.get(f"{step.declared_in}.{step.name}")
        incident = self.catalogue.incidents.get(step.meta.get("incident", ""))
        return PathStep(
            subject=asset.subject or asset.id,
            step=f"{asset.type}.{step.name}",
            text=self._text(step, index),
            layer=self._layer(asset) or (incident.layer if incident is not None else None),
            incident=step.meta.get("incident"),
            technique=step.meta.get("technique"),
            days=record.days.likely if record is not None and record.days is not None else None,
            stops=self._stops(index),
            fleet=asset.fleet,
        )

    def _layer(self, asset: Asset) -> int | None:
        """Return the layer that a step happens on: that of its connection or kind of device; None where it has none."""
        model, subject = self.stage.cast.model, asset.subject or ""
        if subject in model.connections:
            return self.catalogue.connections[model.connections[subject].kind].layer
        if subject in model.components:
            return 1 if asset.type in PRODUCTS else self.catalogue.component_kinds[model.components[subject].kind].layer
        return _LAYERS.get(asset.type)

    def _text(self, step: Step, index: int) -> Text:
        name = self._name(index)
        pattern = Text(en=step.meta["en"], ja=step.meta.get("ja", step.meta["en"]))
        return Text(
            en=_capital(pattern.show("en").replace("{it}", name.show("en"))),
            ja=pattern.show("ja").replace("{it}", name.show("ja")),
        )

    def _name(self, index: int) -> Text:
        """Return the name of what a step happens at; of a connection without a name its two ends."""
        asset = self.stage.assets[self.stage.graph.asset[index]]
        model = self.stage.cast.model
        if asset.subject is None:
            return Text.of("–")
        name = model.label(asset.subject)
        connection = model.connections.get(asset.subject)
        if connection is not None and connection.name is None:
            name = _LINK.fill(a=model.label(connection.from_), b=model.label(connection.to))
        if asset.type in PRODUCTS and asset.subject not in model.products:
            name = _TYPE.fill(it=name)
        return _ALL.fill(it=name) if asset.fleet else name

    def _stops(self, index: int) -> tuple[Stop, ...]:
        """Return the measures that guard a step, those that are not there first, the better one before the worse."""
        stops: dict[str, Stop] = {}
        for guard in self.by_step.get(index, ()):
            measure = guard.measure
            stated = measure.level in ("basic", "advanced", "high-advanced")
            level = measure.level if stated else measure.required
            stops[measure.requirement] = Stop(
                requirement=measure.requirement,
                owner=measure.owner,
                status=_STATUS.get(measure.level, "stated"),
                level=measure.level if stated else None,
                works=self.catalogue.attack_defences[guard.record].works.at(level).likely,
            )
        return tuple(sorted(stops.values(), key=lambda stop: (stop.status == "stated", -stop.works, stop.requirement)))


def _listed(texts: Sequence[Text]) -> Text:
    return Text(en="; ".join(t.show("en") for t in texts), ja="、".join(t.show("ja") for t in texts))


def _either(texts: Sequence[Text]) -> Text:
    """Join alternatives; of many the first few."""
    shown, more = texts[:_MOST_EITHER], len(texts) > _MOST_EITHER
    return Text(
        en=" or ".join(t.show("en") for t in shown) + (" or …" if more else ""),
        ja="または".join(t.show("ja") for t in shown) + ("など" if more else ""),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
