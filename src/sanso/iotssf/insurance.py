"""Whether an insurance pays the deciding loss: what it covers, excludes, and pays at most."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sanso.catalogue.duties import Exclusion
from sanso.model.answers import Confirmation
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Insurance"]


@dataclass(frozen=True, slots=True)
class Insurance:
    """Judges the insurances of a model; *exclusions* are the words by which they leave losses out."""

    model: Model
    exclusions: Mapping[str, Exclusion]

    def pays(self, insurance: Confirmation, loss: Money | None, harms: Collection[str], remarks: list[Text]) -> bool:
        """Tell whether an insurance covers *harms* up to the deciding *loss*; *remarks* hear why it does not."""
        who = self.model.label(insurance.subject)
        missing = [harm for harm in harms if insurance.covers and harm not in insurance.covers]
        if missing:
            names = self.model.labels(missing)
            text = Text(
                en="the insurance of {who} does not cover “{names}”", ja="{who} の保険は「{names}」を対象にしていない"
            )
            remarks.append(text.fill(who=who, names=names))
            return False
        if loss is None:
            if harms:
                text = Text(
                    en="no loss is stated that the insurance of {who} could be compared with",
                    ja="{who} の保険と比べる損失額が申告されていない",
                )
                remarks.append(text.fill(who=who))
            return not harms
        excluded = self._excluded(insurance, harms)
        if excluded is not None:
            remarks.append(excluded)
            return False
        limit = insurance.limit
        if limit is None or limit.currency != loss.currency or limit.minor < loss.minor:
            text = Text(
                en="the insurance of {who} has no limit of at least {loss}",
                ja="{who} の保険に {loss} 以上の限度額がない",
            )
            remarks.append(text.fill(who=who, loss=loss.text()))
            return False
        return self._lasts(insurance, loss, remarks)

    def _lasts(self, insurance: Confirmation, loss: Money, remarks: list[Text]) -> bool:
        """Tell whether what the insurance pays in a whole year reaches the deciding loss once."""
        most = insurance.aggregate
        if most is None or (most.currency == loss.currency and most.minor >= loss.minor):
            return True
        text = Text(
            en="the insurance of {who} pays {most} in a year, less than {loss}",
            ja="{who} の保険の年間総支払限度額 {most} は {loss} に満たない",
        )
        remarks.append(text.fill(who=self.model.label(insurance.subject), most=most.text(), loss=loss.text()))
        return False

    def _excluded(self, insurance: Confirmation, harms: Collection[str]) -> Text | None:
        """Say which exclusion leaves out an origin of a deciding harm; None where none does."""
        origins = {origin for harm in harms for origin in self.model.harms[harm].origin}
        for word in insurance.excludes:
            said = unicodedata.normalize("NFKC", word).strip().lower()
            for record in self.exclusions.values():
                if said in record.words and origins.intersection(record.origins):
                    text = Text(
                        en="the insurance of {who} excludes “{word}”, which the deciding harm starts from",
                        ja="{who} の保険は「{word}」を免責としており、決め手の被害の発端に当たる",
                    )
                    return text.fill(who=self.model.label(insurance.subject), word=word)
        return None
