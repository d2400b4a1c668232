"""A value that a widget does not take: said as everywhere in palsy_kit, and known to traitlets."""

import traitlets

from palsy_kit.errors import InputError


class RefusedError(InputError, traitlets.TraitError):
    """An `InputError` that traitlets knows as its own, so that it puts the value back that was there before."""
