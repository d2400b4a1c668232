"""The words on a card: how much, on which side, with which nerve, at which stage of a movement."""

from collections.abc import Sequence

from palsy_kit.exercises import Dosage, DosageField, Exercise, FingerPlacement, Laterality, Need, Nerve, Relation

SIDES: dict[Laterality, str] = {
    Laterality.TOGETHER: "both sides together",
    Laterality.EACH: "one side after the other, the same time for both",
    Laterality.AFFECTED: "the affected side",
    Laterality.UNAFFECTED: "the stronger side",
}

NEEDS: dict[Need, str] = {
    Need.MOVEMENT_RETURNED: "Some movement that has come back here",
    Need.CLEAN_HANDS: "Clean hands",
    Need.SIP_OF_WATER: "A sip of water",
}

NERVES: dict[Nerve, str] = {
    Nerve.FACIAL_TEMPORAL: "facial nerve, temporal branch",
    Nerve.FACIAL_ZYGOMATIC: "facial nerve, zygomatic branch",
    Nerve.FACIAL_BUCCAL: "facial nerve, buccal branch",
    Nerve.FACIAL_MARGINAL_MANDIBULAR: "facial nerve, marginal mandibular branch",
    Nerve.FACIAL_CERVICAL: "facial nerve, cervical branch",
    Nerve.OCULOMOTOR: "oculomotor nerve (III)",
    Nerve.TROCHLEAR: "trochlear nerve (IV)",
    Nerve.ABDUCENS: "abducens nerve (VI)",
    Nerve.TRIGEMINAL: "trigeminal nerve (V)",
    Nerve.ACCESSORY: "accessory nerve (XI)",
    Nerve.CERVICAL_SPINAL: "cervical spinal nerves",
}

DOSAGE_NAMES: dict[DosageField, str] = {
    "repetitions": "Repetitions",
    "hold_s": "Hold",
    "rest_s": "Rest",
    "sets": "Sets",
}

STAGES: dict[Relation | None, str] = {
    "picture the movement": "Pictured",
    "help the movement": "Helped",
    None: "By itself",
    "oppose the movement": "Resisted",
    "press a key spot": "Let go",
}
"""The stages of one movement, in the order in which they are shown; the movement itself belongs to nothing else."""

HOW_RELATED: dict[Relation, str] = {
    "picture the movement": "the movement is only pictured",
    "help the movement": "a finger, or looking down, helps it",
    "oppose the movement": "a finger presses lightly against it",
    "press a key spot": "what works in it lets go",
}


def seconds_words(seconds: float) -> str:
    """A length of time as a person says it.

    Examples
    --------
    >>> seconds_words(1), seconds_words(90), seconds_words(180)
    ('1 second', '1½ minutes', '3 minutes')
    """
    if seconds < 60 or seconds % 30:  # noqa: PLR2004 - half minutes have a name, others have none
        return f"{seconds:g} second{'' if seconds == 1 else 's'}"
    whole, half = divmod(int(seconds), 60)
    minutes = f"{whole}{'½' if half else ''}"
    return f"{minutes} minute{'' if minutes == '1' else 's'}"


def about(seconds: float) -> str:
    """A length of time, rounded to half minutes from a minute on."""
    return seconds_words(seconds if seconds < 60 else 30 * round(seconds / 30))  # noqa: PLR2004 - a minute


def dosage_words(exercise: Exercise) -> str:
    """How much is asked for, as sentences.

    Examples
    --------
    >>> from palsy_kit.catalogue import load_catalogue
    >>> dosage_words(load_catalogue().exercise("brow_raise"))
    '4 times for 12 seconds, with 10 seconds of rest after each. Both sides together: about 1½ minutes.'
    """
    dosage = exercise.dosage
    hold = seconds_words(dosage.hold_s)
    if dosage.n_holds == 1:
        often = f"Once, for {hold}"
    else:
        sets = f"{dosage.sets} sets: " if dosage.sets > 1 else ""
        often = f"{sets}{dosage.repetitions} times for {hold}"
    rest = f", with {seconds_words(dosage.rest_s)} of rest after each" if dosage.rest_s and dosage.n_holds > 1 else ""
    sides = SIDES[exercise.laterality]
    both = 2 if exercise.laterality is Laterality.EACH else 1
    return f"{often}{rest}. {sides[0].upper()}{sides[1:]}: about {about(both * dosage.seconds)}."


def pressure_words(fingers: Sequence[FingerPlacement]) -> str:
    """How hard fingers press, as a share of 10.

    Examples
    --------
    >>> from palsy_kit.catalogue import load_catalogue
    >>> pressure_words(load_catalogue().exercise("upper_lid_stretch").fingers)
    '1 to 2 of 10'
    """
    low, high = min(finger.pressure for finger in fingers), max(finger.pressure for finger in fingers)
    return f"{low} of 10" if low == high else f"{low} to {high} of 10"


def dosage_value(dosage: Dosage, field: DosageField) -> str:
    """One value of a dosage, with its unit."""
    value = getattr(dosage, field)
    if field in ("sets", "repetitions"):
        return str(value)
    return seconds_words(value)
