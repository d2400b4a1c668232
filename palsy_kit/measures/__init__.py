"""Outcome measures of the facial palsy literature: scores from item numbers, their range, and which way is better.

The wording of items is not here: no licence lets us ship it. Take the points from your own copy of the form, in the
order of the form; ``None`` stands for an item without an answer. ``docs/measures.md`` says what each formula rests on.

Who rated is part of a score. Scores of different raters, measures or parts are never put side by side: ``compare`` and
``require_one_scale`` refuse them. No average is offered here, least of all of House-Brackmann grades: their steps are
of unequal size.
"""

from palsy_kit.measures.clinician import score_house_brackmann, score_sunnybrook
from palsy_kit.measures.questionnaires import score_face, score_fdi, score_saq
from palsy_kit.measures.scores import (
    FACE_DOMAINS,
    SCALES,
    Comparison,
    Direction,
    Rater,
    Scale,
    Score,
    compare,
    find_scale,
    require_one_scale,
)

__all__ = [
    "FACE_DOMAINS",
    "SCALES",
    "Comparison",
    "Direction",
    "Rater",
    "Scale",
    "Score",
    "compare",
    "find_scale",
    "require_one_scale",
    "score_face",
    "score_fdi",
    "score_house_brackmann",
    "score_saq",
    "score_sunnybrook",
]
