"""The errors that palsy_kit raises on purpose: each says what was given, what is allowed, and where."""


class PalsyKitError(Exception):
    """Base of all errors that palsy_kit raises on purpose."""


class InputError(PalsyKitError):
    """A value that was given is not allowed.

    Not a ``ValueError``: pydantic would swallow one that is raised inside a nested model.
    """


class CatalogueError(PalsyKitError):
    """A file of the catalogue cannot be used; the message names the file and the entry."""


class StoreError(PalsyKitError):
    """The practice log cannot be read or written; nothing in it was changed."""


class RunError(PalsyKitError):
    """A run over the blocks of a large study stopped; the message says how to go on."""


class WorkbookError(PalsyKitError):
    """The workbook cannot be laid out or opened."""


class ExtraError(PalsyKitError):
    """A part of palsy_kit needs packages that are installed with an extra; the message names it."""
