"""Text that a person reads, in English and Japanese.

A text is either one string that serves both languages (a product code, a proper name) or a pair.
Which of the two is shown is decided where it is shown, never here.

>>> Text(en="bus", ja="バス").show("ja")
'バス'
>>> Text.of("GPS-7").show("ja")
'GPS-7'
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

__all__ = ["Language", "LocalText", "Text"]

Language = Literal["en", "ja"]
"""The languages of the product; they are equal."""


class Text(BaseModel):
    """A text in English, Japanese or both; the missing language falls back to the other one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str = ""
    ja: str = ""

    @model_validator(mode="after")
    def _not_empty(self) -> Text:
        if not (self.en or self.ja):
            raise ValueError("give at least one of en and ja")
        return self

    @classmethod
    def of(cls, value: str | Text | dict[str, str]) -> Text:
        """Return *value* as a text; a bare string serves both languages."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls(en=value, ja=value)
        return cls.model_validate(value)

    def show(self, lang: Language) -> str:
        """Return the text in *lang*, or in the other language where *lang* is missing."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)

    def fill(self, **values: object) -> Text:
        """Return the text with ``{name}`` fields filled; a value that is a text is filled per language."""

        def fields(lang: Language) -> dict[str, Any]:
            return {k: v.show(lang) if isinstance(v, Text) else v for k, v in values.items()}

        return Text(en=self.show("en").format_map(fields("en")), ja=self.show("ja").format_map(fields("ja")))


def _coerce(value: Any) -> Any:
    return {"en": value, "ja": value} if isinstance(value, str) and value else value


LocalText = Annotated[Text, BeforeValidator(_coerce, json_schema_input_type=str | Text)]
"""A field that takes a string or an ``{en, ja}`` pair."""
