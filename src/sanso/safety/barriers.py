"""Barriers between causes and the top event, and whether they count.

Against an *attack* a barrier counts zero where the same channel, maker, software or maintenance access can disable it,
or where it is part of what is attacked. Against a *fault* common product, built-in parts and feeds count; against
*nature* common feeds, unless its stated safe state is a stop, into which it falls without them; against *misuse* the
same people at both. What would have to be known and is not stated leaves the barrier open: open is never counted. The
same barrier counts once, on however many lines and sides it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sanso.catalogue import Catalogue
from sanso.model.connections import Connection
from sanso.model.elements import Component
from sanso.model.independence import AGAINST_ATTACK, Aspect, IndependenceJudge, control_sources
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.causes import Line, Partner
from sanso.safety.result import Barrier, BarrierKind, Judgement, OriginWord
from sanso.safety.state_words import stops

__all__ = ["MOVES", "BarrierFinder", "counted", "does_something"]

_READINGS = ("lies", "frozen", "delayed", "manipulated")
MOVES = ("manipulated", "lies", "frozen", "delayed")
"""Effects under which something physical goes wrong while it goes on."""

_PART = Text(en="part of what fails", ja="損なわれるものの一部である")
_UNNAMED = Text(
    en="the cause does not name its failure: as written, the harm happens even where it works",
    ja="原因にその失敗が書かれていない。記述のままでは、これが働いても被害が起きる",
)
_ANY = Text(en="lost as soon as one of these fails: {names}", ja="次のいずれか一つが失われれば働かない: {names}")
_CLAIM = Text(
    en="independent_of is stated; it is a claim and is not looked at",
    ja="independent_of の申告があるが、主張であり考慮しない",
)
_NO_LEVEL = Text(en="no integrity is stated for it", ja="安全度の記載がない")
_SAME_PEOPLE = Text(en="the same people act on both: {who}", ja="同じ人が両方を扱う: {who}")
_APART = Text(
    en="no common channel, maker, software, supplier or maintenance access is known",
    ja="共通の経路・製造者・ソフトウェア・供給者・保守アクセスがない",
)
_NO_COMMON = Text(en="no common product, part or feed is known", ja="共通の製品・部品・供給源がない")
_NO_COMMON_FEED = Text(en="no common feed is known", ja="共通の供給源がない")
_OTHER_PEOPLE = Text(en="other people act on it", ja="別の人が扱う")
_SAME_THING = Text(
    en="it protects the same physical thing; whether it acts against this effect is not stated",
    ja="保護対象は同じだが、この影響に対して働くかどうかが未申告である",
)
_FEED = Text(en="common feed or dependency: {who}", ja="共通の供給源・依存先がある: {who}")
_NO_FEED = Text(en="feed not stated", ja="供給源が未申告")
_FALLS_SAFE = Text(
    en="its stated safe state is a stop, into which it falls when a feed is lost",
    ja="申告された安全状態が停止であり、供給が失われればその状態に移る",
)
_DESIGN: tuple[Aspect, ...] = ("product", "parts")


@dataclass(slots=True)
class BarrierFinder:
    """Finds and judges the barriers of one model; *operated* is what people operate."""

    structure: Structure
    catalogue: Catalogue
    judge: IndependenceJudge
    _out: Mapping[str, tuple[tuple[str, Connection], ...]]
    _compared: Mapping[str, Mapping[str, tuple[str, ...]]]
    operated: frozenset[str]
    _fed: Mapping[str, Sequence[str]]
    _functions: tuple[tuple[str, Component], ...]
    _protected: Mapping[str, Sequence[int]]
    _acts: dict[str, frozenset[str]] = field(default_factory=dict)
    _sources: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue) -> BarrierFinder:
        """Index the connections of a model."""
        out: dict[str, list[tuple[str, Connection]]] = {}
        compared: dict[str, dict[str, tuple[str, ...]]] = {}
        fed: dict[str, list[str]] = {}
        for name, connection in structure.model.connections.items():
            out.setdefault(connection.from_, []).append((name, connection))
            if connection.kind == "feeds":
                fed.setdefault(connection.to, []).append(connection.from_)
            checked = connection.from_ if connection.kind == "displays" else connection.to
            for other in connection.cross_check:
                partners = compared.setdefault(checked, {})
                partners[other] = (*partners.get(other, ()), name)
        operated = frozenset(c.to for c in structure.model.connections.values() if c.kind == "operates")
        components = structure.model.components.items()
        functions = tuple((i, c) for i, c in components if c.kind == "safety-function")
        protected: dict[str, list[int]] = {}
        for number, (_, component) in enumerate(functions):
            for thing in component.protects:
                protected.setdefault(thing, []).append(number)
        outgoing = {key: tuple(value) for key, value in out.items()}
        judge = IndependenceJudge.of(structure)
        return cls(structure, catalogue, judge, outgoing, compared, operated, fed, functions, protected)

    def barriers(self, line: Line, origins: Iterable[OriginWord], *, people: bool) -> tuple[Barrier, ...]:
        """Return the barriers of *line*; *people* says whether the harm can hurt anybody."""
        if line.leaf is None:
            return ()
        ident, effect = line.leaf.element, line.leaf.effect
        origins = tuple(origins)
        found: dict[str, Barrier] = {}
        checks = self._compared.get(ident, {})
        confirming = self._confirming(ident)
        for partner in line.partners:
            if partner.element != ident:
                kind = self._kind(partner, checks, confirming)
                remark = (
                    _ANY.fill(names=self.structure.model.labels(partner.alternatives)) if partner.alternatives else None
                )
                self._add(found, ident, partner.element, kind, (), origins, remark, partner)
        if effect in _READINGS:
            for other, names in checks.items():
                self._add(found, ident, other, "cross-check", names, origins, _UNNAMED)
        if effect in MOVES:
            for other, names in confirming.items():
                self._add(found, ident, other, "confirmation", names, origins, _UNNAMED)
            if people:
                for other, sure in self._protecting(ident):
                    self._add(found, ident, other, "safety-function", (), origins, _UNNAMED)
                    if not sure and not found[other].named:
                        found[other] = _left_open(found[other])
        return tuple(found.values())

    def acts_on(self, ident: str) -> frozenset[str]:
        """Return *ident*, its parts, what these command, and the physical things that all of these move."""
        known = self._acts.get(ident)
        if known is not None:
            return known
        seen: set[str] = set()
        pending = [ident]
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            pending.extend(self.structure.containment.descendants(current))
            for _, connection in self._out.get(current, ()):
                if connection.kind in ("commands", "actuates"):
                    pending.append(connection.to)
        self._acts[ident] = frozenset(seen)
        return self._acts[ident]

    def _add(
        self,
        found: dict[str, Barrier],
        cause: str,
        ident: str,
        kind: BarrierKind,
        through: tuple[str, ...],
        origins: tuple[OriginWord, ...],
        remark: Text | None,
        partner: Partner | None = None,
    ) -> None:
        if ident in found or ident == cause:
            return
        judgements = tuple(self._judge(ident, cause, origin) for origin in origins)
        alternatives = partner.alternatives if partner is not None else ()
        found[ident] = Barrier(ident, kind, partner is not None, through, judgements, alternatives, remark)

    def _kind(self, partner: Partner, checks: Mapping[str, object], confirming: Mapping[str, object]) -> BarrierKind:
        component = self.structure.model.components.get(partner.element)
        if component is not None and component.kind == "safety-function":
            return "safety-function"
        if partner.element in self.structure.model.procedures:
            return "procedure"
        if partner.element in checks:
            return "cross-check"
        return "confirmation" if partner.element in confirming else "partner"

    def _confirming(self, ident: str) -> Mapping[str, tuple[str, ...]]:
        """Return what confirms the effect of the actuations that *ident* brings about, with the connections."""
        found: dict[str, tuple[str, ...]] = {}
        for source in sorted(self.acts_on(ident)):
            for name, connection in self._out.get(source, ()):
                if connection.kind == "actuates":
                    for other in connection.confirmed_by:
                        found[other] = (*found.get(other, ()), name)
        return found

    def _protecting(self, ident: str) -> Iterator[tuple[str, bool]]:
        """Yield the safety functions that protect what *ident* acts on, and whether that is more than a shared thing.

        It is where the function protects the element or something that this commands, or acts on that itself.
        """
        reached = self.acts_on(ident)
        physical = self.structure.model.physical
        found = {number for thing in reached for number in self._protected.get(thing, ())}
        for other, component in (self._functions[number] for number in sorted(found)):
            if other != ident:
                common = reached & (self.acts_on(other) | frozenset(component.protects))
                yield other, any(thing not in physical for thing in common)

    def _judge(self, barrier: str, cause: str, origin: OriginWord) -> Judgement:
        containment = self.structure.containment
        component = self.structure.model.components.get(barrier)
        inside = [*containment.ancestors(cause)]
        if component is None or component.kind != "safety-function":
            inside += containment.descendants(cause)
        if barrier in inside:
            return Judgement(origin, "zero", (_PART,))
        caveats = [_CLAIM] if component is not None and cause in component.independent_of else []
        if origin == "misuse":
            return self._by_people(barrier, cause)
        aspects = self._aspects(barrier, cause, origin)
        verdict = self.judge.judge(barrier, cause, aspects, (self._source(barrier), self._source(cause)))
        against = [*verdict.against]
        remarks = [*verdict.remarks] if origin == "nature" else []
        if (
            origin == "fault"
            and component is not None
            and component.kind == "safety-function"
            and not component.integrity
        ):
            remarks.append(_NO_LEVEL)
        if origin in ("fault", "nature"):
            against += self._feeds(barrier, cause, remarks)
        if not against:
            fine = {"attack": _APART, "fault": _NO_COMMON}.get(origin, _NO_COMMON_FEED)
            return Judgement(origin, "counts", (fine,), tuple(remarks))
        known = [reason for reason in against if not reason.en.endswith("not stated")]
        if origin != "attack":
            caveats = []
        return Judgement(origin, "zero" if known else "open", tuple(against), (*caveats, *remarks))

    def _aspects(self, barrier: str, cause: str, origin: OriginWord) -> tuple[Aspect, ...]:
        """Return what must be apart; products and makers are asked of components only."""
        components = self.structure.model.components
        both = barrier in components and cause in components
        if origin == "nature":
            return ()
        if origin == "fault":
            return _DESIGN if both else ()
        if both:
            return AGAINST_ATTACK
        devices = {**components, **self.structure.model.systems}
        return (
            ("control", "connection", "maintainer")
            if barrier in devices and cause in devices
            else ("control", "connection")
        )

    def _feeds(self, barrier: str, cause: str, remarks: list[Text]) -> list[Text]:
        """Return what speaks against a barrier by common feeds; nothing where it falls into a stop without them."""
        component = self.structure.model.components.get(barrier)
        if component is not None and stops(component.safe_state, self.catalogue):
            remarks.append(_FALLS_SAFE)
            return []
        ours, theirs = self._needs(barrier), self._needs(cause)
        if not ours or not theirs:
            return [_NO_FEED]
        shared = sorted(ours & theirs)
        return [_FEED.fill(who=self.structure.model.labels(shared))] if shared else []

    def _needs(self, ident: str) -> frozenset[str]:
        """Return what *ident* and its parts need, and what feeds the things that it stands in, transitively."""
        needs, containment = self.judge.needs, self.structure.containment
        found = {source for part in (ident, *containment.descendants(ident)) for source in needs.get(part, ())}
        for holder in containment.ancestors(ident):
            found.update(self._fed.get(holder, ()))
        pending = list(found)
        while pending:
            fresh = [source for source in needs.get(pending.pop(), ()) if source not in found]
            found.update(fresh)
            pending.extend(fresh)
        return frozenset(found)

    def _by_people(self, barrier: str, cause: str) -> Judgement:
        people = self.structure.model.people
        shared = sorted(ident for ident in self._source(barrier) & self._source(cause) if ident in people)
        if shared:
            who = self.structure.model.labels(shared)
            return Judgement("misuse", "zero", (_SAME_PEOPLE.fill(who=who),))
        return Judgement("misuse", "counts", (_OTHER_PEOPLE,))

    def _source(self, ident: str) -> frozenset[str]:
        if ident not in self._sources:
            self._sources[ident] = control_sources(self.structure, ident)
        return self._sources[ident]


def does_something(barrier: Barrier) -> bool:
    """Tell whether a barrier is known to do something about the cause: it is named, or more than a shared thing."""
    return barrier.named or any(one.reasons != (_SAME_THING,) for one in barrier.judgements)


def _left_open(barrier: Barrier) -> Barrier:
    """Return *barrier* with every verdict that counts left open: what it does about this cause is not stated."""
    judgements = tuple(
        one if one.verdict == "zero" else replace(one, verdict="open", reasons=(_SAME_THING,))
        for one in barrier.judgements
    )
    return replace(barrier, judgements=judgements)


def counted(barriers: Iterable[Barrier], origin: OriginWord) -> tuple[frozenset[str], ...]:
    """Return the barriers of one line that count against *origin*: each a set of elements that hold only together.

    The same elements count once. Where the failure of one of several is enough, they count as one, and only if all
    of them do.
    """
    verdicts = {b.element: j.verdict for b in barriers for j in b.judgements if j.origin == origin}
    groups = {frozenset((b.element, *b.alternatives)) for b in barriers}
    fine = (group for group in groups if all(verdicts.get(element) == "counts" for element in group))
    return tuple(sorted(fine, key=sorted))
