"""Nouns in every plural form of every language."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from sitegen.catalogues import categories
from sitegen.models.fields import LanguageKey, fault, has_primary, plain_text
from sitegen.models.wordings import refuse_words


def _form(value: object, at: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise fault("empty-text" if value is None or isinstance(value, str) else "not-text", at=at)
    return plain_text(value)


def _forms(value: object, language: str) -> dict[str, str]:
    order = categories(language)
    if isinstance(value, str):
        return dict.fromkeys(order, plain_text(value))
    if not isinstance(value, dict):
        raise fault("not-a-map", at=language)
    for category, form in value.items():
        if category not in order:
            raise fault(
                "unknown-plural-form",
                category=category,
                language=language,
                categories=", ".join(order),
                at=f"{language}/{category}/[key]",
            )
        _form(form, f"{language}/{category}")
    for category in order:
        if category not in value:
            raise fault(
                "missing-plural-form", category=category, language=language, categories=", ".join(order), at=language
            )
    return {category: plain_text(value[category]) for category in order}


def _localised_forms(value: object, info: ValidationInfo) -> object:
    languages = (info.context or {}).get("languages", ()) or ("lv", "en")
    if isinstance(value, str):
        refuse_words(value, info)
        return {language: _forms(value, language) for language in languages}
    if not isinstance(value, dict):
        raise fault("not-localised")
    return {language: _forms(forms, language) if language in languages else forms for language, forms in value.items()}


LocalisedForms = Annotated[
    dict[LanguageKey, dict[str, str]],
    BeforeValidator(_localised_forms),
    AfterValidator(has_primary),
    Field(title="plural forms"),
]
"""Language → plural category → the noun's form."""
