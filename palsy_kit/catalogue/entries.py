"""The entries of the catalogue beside exercises: sources, cautions, points on which experts differ, concerns."""

from typing import Annotated, Literal

from pydantic import Field

from palsy_kit.exercises import Citation, FocusArea, Model, Slug, Text


class Author(Model):
    """An author of a source: a person by family name, or a body by its literal name."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    def __str__(self) -> str:
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


class Issued(Model):
    """When a source was issued, as CSL writes it: ``{"date-parts": [[2022]]}``."""

    date_parts: Annotated[tuple[tuple[int, ...]], Field(alias="date-parts")]


class Source(Model):
    """Where a statement comes from, with the field names of CSL-JSON; ``note`` says what it is worth."""

    id: Slug
    type: Literal["article-journal", "webpage", "dataset", "software", "document"]
    title: Text
    author: tuple[Author, ...] = ()
    container_title: Annotated[Text | None, Field(alias="container-title")] = None
    issued: Issued | None = None
    DOI: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    URL: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    note: Text | None = None

    @property
    def link(self) -> str | None:
        """The address to open: the DOI's, else the URL."""
        return f"https://doi.org/{self.DOI}" if self.DOI else self.URL

    @property
    def reference(self) -> str:
        """Who, when, what and where, as a person reads it; without the address."""
        year = f" ({self.issued.date_parts[0][0]})" if self.issued else ""
        authors = ", ".join(map(str, self.author))
        parts = (authors + year, self.title) if authors else (self.title + year,)
        return f"{'. '.join(part for part in (*parts, self.container_title) if part)}."

    def __str__(self) -> str:
        return f"{self.reference} {self.link}" if self.link else self.reference


class Caution(Model):
    """A caution or a reason to stop, written once for all exercises; without sources it is our own advice."""

    id: Slug
    text: Text
    sources: tuple[Citation, ...] = ()


class Position(Model):
    """What one side of a disagreement says, and where."""

    says: Text
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Disagreement(Model):
    """A point on which the sources differ: every side, and what the workbook does."""

    id: Slug
    title: Text
    in_short: Text
    sides: Annotated[tuple[Position, ...], Field(min_length=2)]
    our_default: Text


class Concern(Model):
    """Something that bothers a person, in their own words, and what may fit it: letting go first, then the rest.

    ``release`` and ``exercises`` name exercises in the order in which they are shown; ``red_flags`` are told before
    them. ``focus_areas`` are where to look further.
    """

    id: Slug
    says: Text
    reason: Text
    red_flags: tuple[Slug, ...] = ()
    focus_areas: Annotated[tuple[FocusArea, ...], Field(min_length=1)]
    release: Annotated[tuple[Slug, ...], Field(min_length=1)]
    exercises: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
