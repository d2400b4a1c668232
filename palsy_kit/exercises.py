"""Exercises as frozen models: one catalogue movement with its steps, dosage, cautions and sources.

Words follow the field: a *dosage* is sets, repetitions, hold and rest; a *technique* is how the movement is
done; action units (AU) are those of the Facial Action Coding System (Ekman and Friesen 1978).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from palsy_kit.errors import InputError

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""An id: lower-case letters, digits and underscores, starting with a letter."""

Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Model(BaseModel):
    """A frozen record that refuses unknown fields and explains every refusal in one line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _explain(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise InputError(f"{cls.__name__}: {_explanation(error, cls)}") from error


def _explanation(error: ValidationError, model: type[BaseModel]) -> str:
    lines = []
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"]) or "value"
        if fault["type"] == "extra_forbidden":
            lines.append(f"{place!r} is not a field. Fields: {', '.join(model.model_fields)}.")
        elif fault["type"] == "missing":
            lines.append(f"{place} is missing.")
        else:
            lines.append(f"{place}={fault['input']!r}: {fault['msg'].removeprefix('Value error, ')}.")
    return " ".join(lines)


class FocusArea(StrEnum):
    """A part of the face (or neck) that a person chooses to work on."""

    FOREHEAD = "forehead"
    EYES = "eyes"
    NOSE = "nose"
    CHEEKS = "cheeks"
    MOUTH = "mouth"
    CHIN = "chin"
    NECK = "neck"
    WHOLE_FACE = "whole_face"


class Technique(StrEnum):
    """How a movement is done."""

    ACTIVE = "active"
    ASSISTED = "assisted"
    RESISTED = "resisted"
    RELEASE = "release"
    MASSAGE = "massage"
    STRETCH = "stretch"
    RELAXATION = "relaxation"
    IMAGERY = "imagery"
    NECK_STRENGTHENING = "neck_strengthening"
    SYNKINESIS_CONTROL = "synkinesis_control"


class Side(StrEnum):
    """A side of the person's own body, never the viewer's."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Side":
        """The opposite side; ``both`` is its own opposite."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}[self]

    @property
    def first(self) -> "Side":
        """The side to begin with, or to show: the left where it is both."""
        return Side.LEFT if self is Side.BOTH else self


class Laterality(StrEnum):
    """Which sides an exercise works, and in what order."""

    TOGETHER = "together"
    """Both sides at the same time."""
    EACH = "each"
    """One side after the other, with the same time on both."""
    AFFECTED = "affected"
    """The affected side alone."""
    UNAFFECTED = "unaffected"
    """The other side alone."""


class RelativeSide(StrEnum):
    """A side relative to the one at work, so that an entry serves people of either affected side."""

    BOTH = "both"
    WORKED = "worked"
    OTHER = "other"


class Nerve(StrEnum):
    """The nerve that moves (or, for a stretch, serves) the muscles of an exercise."""

    FACIAL_TEMPORAL = "facial_temporal"
    FACIAL_ZYGOMATIC = "facial_zygomatic"
    FACIAL_BUCCAL = "facial_buccal"
    FACIAL_MARGINAL_MANDIBULAR = "facial_marginal_mandibular"
    FACIAL_CERVICAL = "facial_cervical"
    OCULOMOTOR = "oculomotor"
    TROCHLEAR = "trochlear"
    ABDUCENS = "abducens"
    TRIGEMINAL = "trigeminal"
    ACCESSORY = "accessory"
    CERVICAL_SPINAL = "cervical_spinal"


class Landmark(StrEnum):
    """A point of the face or neck on which a finger rests; each but the centres lies on either side."""

    FOREHEAD_CENTRE = "forehead_centre"
    BROW_ABOVE = "brow_above"
    BROW_INNER = "brow_inner"
    BROW_OUTER = "brow_outer"
    TEMPLE = "temple"
    UPPER_LID = "upper_lid"
    EYE_OUTER_CORNER = "eye_outer_corner"
    UNDER_EYE = "under_eye"
    NOSE_SIDE = "nose_side"
    CHEEKBONE = "cheekbone"
    CHEEK_CENTRE = "cheek_centre"
    INSIDE_CHEEK = "inside_cheek"
    MOUTH_CORNER = "mouth_corner"
    UPPER_LIP = "upper_lip"
    LOWER_LIP = "lower_lip"
    CHIN_CENTRE = "chin_centre"
    JAW_ANGLE = "jaw_angle"
    HEAD_SIDE = "head_side"
    HEAD_BACK = "head_back"
    NECK_SIDE = "neck_side"
    COLLARBONE = "collarbone"


class Direction(StrEnum):
    """Where a finger presses or strokes; *in* is towards the midline."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"
    INTO = "into"
    """Straight into the tissue."""
    CIRCLES = "circles"
    STILL = "still"
    """Rests to feel or to hold, without pressing."""


class Touch(StrEnum):
    """What touches; a hand is one that the head pushes against."""

    FINGER = "finger"
    FLAT_FINGERS = "flat_fingers"
    HAND = "hand"


class FingerPlacement(Model):
    """Where a finger (or more) rests, which way it presses, and how lightly (pressure of 10)."""

    at: Landmark
    on: RelativeSide = RelativeSide.WORKED
    by: Touch = Touch.FINGER
    direction: Direction
    pressure: Annotated[int, Field(ge=0, le=3)] = 2


class Sign(StrEnum):
    """What a picture adds where the face alone does not tell what is done."""

    SUN = "sun"
    SURPRISE = "surprise"
    SMILE = "smile"
    BISCUIT = "biscuit"
    PILLOW = "pillow"
    VOWELS = "vowels"
    SYLLABLES = "syllables"
    WORDS = "words"


class ActionUnit(Model):
    """One facial (or head, eye, neck) movement by its FACS number, its side and its intensity from 0 to 1."""

    au: Annotated[int, Field(ge=1, le=85)]
    on: RelativeSide = RelativeSide.BOTH
    intensity: Annotated[float, Field(gt=0, le=1)] = 0.7
    turn: Annotated[int, Field(ge=0, le=9)] = 0  # 0: all the time; 1, 2 and so on come one after the other
    arrow: bool = False  # whether one shows the way, because the pose alone does not tell it


DosageField = Literal["sets", "repetitions", "hold_s", "rest_s"]


class Dosage(Model):
    """How often and how long, for each side that is worked; a rest follows every hold.

    A massage or a quiet spell is one long hold.
    """

    sets: Annotated[int, Field(ge=1, le=5)] = 1
    repetitions: Annotated[int, Field(ge=1, le=20)]
    hold_s: Annotated[int, Field(ge=1, le=300)]
    rest_s: Annotated[int, Field(ge=0, le=60)]

    @property
    def n_holds(self) -> int:
        """Holds of one side: sets times repetitions."""
        return self.sets * self.repetitions

    @property
    def seconds(self) -> int:
        """Seconds of holds and rests for one side."""
        return self.n_holds * (self.hold_s + self.rest_s)


class Need(StrEnum):
    """What has to be there before an exercise can be done."""

    MOVEMENT_RETURNED = "movement_returned"
    CLEAN_HANDS = "clean_hands"
    SIP_OF_WATER = "sip_of_water"


class Citation(Model):
    """A source by its id in the shared list, and the place in it."""

    source: Slug
    at: str = ""


Relation = Literal["oppose the movement", "press a key spot", "help the movement", "picture the movement"]
"""How a variant belongs to the active exercise that ``variant_of`` names."""


class Exercise(Model):
    """One movement of the catalogue.

    Everything it says has a source in ``sources``; a dosage value that is missing from ``dosage_sources`` was
    not found in any source and is palsy_kit's own default (see ``own_defaults``). ``pulls`` says that it ends in a mild
    pull as a stretch does, though its technique is another.
    """

    id: Slug
    name: Text
    focus_areas: Annotated[tuple[FocusArea, ...], Field(min_length=1)]
    technique: Technique
    pulls: bool = False
    muscles: tuple[Text, ...] = ()
    nerves: tuple[Nerve, ...] = ()
    movement: tuple[ActionUnit, ...] = ()
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    fingers: tuple[FingerPlacement, ...] = ()
    signs: tuple[Sign, ...] = ()
    laterality: Laterality
    dosage: Dosage
    dosage_sources: Mapping[DosageField, Citation] = {}
    needs: tuple[Need, ...] = ()
    cautions: tuple[Slug, ...] = ()
    stop_if: tuple[Slug, ...] = ()
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    evidence: Text
    disagreements: tuple[Slug, ...] = ()
    variant_of: Slug | None = None
    relation: Relation | None = None

    @property
    def own_defaults(self) -> tuple[DosageField, ...]:
        """Dosage fields whose value no source gives."""
        return tuple(field for field in get_args(DosageField) if field not in self.dosage_sources)

    @model_validator(mode="after")
    def _variant_has_relation(self) -> Self:
        if (self.variant_of is None) != (self.relation is None):
            raise InputError(
                f"exercise {self.id!r}: variant_of={self.variant_of!r} and relation={self.relation!r} "
                "go together. Give both or neither."
            )
        return self
