"""The choice of a standard programme, and the prescriptions that starting it makes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.catalogue import Source
from palsy_kit.errors import InputError
from palsy_kit.programme import Ask, Prescription, Programme, Stage
from palsy_kit.widgets.open_today import cited
from palsy_kit.widgets.saving import Content, Saver, Stamp
from palsy_kit.widgets.words import STAGE_NAMES, ask_words, day_words

STATIC = Path(__file__).parent / "static"


class ProgrammePicker(anywidget.AnyWidget):
    """Shows the programmes that fit a stage, and starts the one that a person chooses.

    Parameters
    ----------
    programmes
        Standard programmes, such as ``load_catalogue().programmes.values()``.
    stage
        Where the person stands. It can be set again later, and the choice follows.
    current
        The prescriptions that were entered, such as ``PracticeLog.prescriptions()``.
    sources
        What the programmes cite, by id.
    save
        Called with the new prescriptions when the person starts a programme. A `PalsyKitError` that it raises is
        shown.

    Attributes
    ----------
    chosen : str
        The id of the programme that is chosen; `programme` is the programme itself.
    standing : list of dict
        What is asked for, in words, each with its last day; the browser shows what is not over on its own date.
        Observe it to follow what the person starts.

    Raises
    ------
    InputError
        If no programme fits the stage.
    """

    _esm = STATIC / "programme_picker.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "programme_picker.css"))

    asks = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    standing: traitlets.List[dict[str, str]] = traitlets.List().tag(sync=True)
    stage = traitlets.UseEnum(Stage)

    def __init__(
        self,
        programmes: Iterable[Programme],
        *,
        stage: Stage,
        current: Iterable[Prescription] = (),
        sources: Mapping[str, Source] | None = None,
        save: Callable[[tuple[Prescription, ...]], object] | None = None,
    ) -> None:
        self._programmes, self._sources, self._save = tuple(programmes), sources or {}, save
        self._current = tuple(current)
        super().__init__(stage=stage, standing=_standing(self._current))
        Saver(self, self._store)

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"ProgrammePicker({self.chosen!r})"

    @property
    def programme(self) -> Programme:
        """The programme that is chosen; at first the first one that fits the stage."""
        return self._fitting(self.chosen)

    @property
    def current(self) -> tuple[Prescription, ...]:
        """What is asked for now: as given at first, then with what the person has started in place of its kinds."""
        return self._current

    @traitlets.validate("chosen")
    def _one_that_fits(self, proposal: dict[str, Any]) -> str:
        try:
            return self._fitting(proposal["value"]).id
        except InputError as error:  # only a TraitError makes traitlets put the old choice back
            raise traitlets.TraitError(str(error)) from error

    @traitlets.observe("stage")
    def _follow_stage(self, _: object) -> None:
        fitting = [programme for programme in self._programmes if self.stage in programme.stages]
        if not fitting:
            raise InputError(f"No programme fits stage={self.stage.value!r}. Add one to the programmes given.")
        with self.hold_sync():
            if self.chosen not in {programme.id for programme in fitting}:
                self.chosen = fitting[0].id
            self.asks = {
                "stage": STAGE_NAMES[self.stage],
                "programmes": [self._card(programme) for programme in fitting],
                "can_save": self._save is not None,
            }

    def _card(self, programme: Programme) -> dict[str, Any]:
        return {
            "value": programme.id,
            "name": programme.name,
            "says": programme.says,
            "asks": [{"kind": ask.kind, "ask": ask_words(ask), "lasts": _lasts(ask)} for ask in programme.asks],
            "sources": [cited(citation, self._sources) for citation in programme.sources],
        }

    def _fitting(self, programme_id: object) -> Programme:
        fitting = {programme.id: programme for programme in self._programmes if self.stage in programme.stages}
        if not isinstance(programme_id, str) or programme_id not in fitting:
            raise InputError(
                f"programme={programme_id!r} is not one for stage={self.stage.value!r}. Give {', '.join(fitting)}."
            )
        return fitting[programme_id]

    def _store(self, content: Content) -> None:
        if self._save is None:
            raise InputError("This picker was made without a place to save to. Give ProgrammePicker(..., save=...).")
        programme, stamp = self._fitting(content.get("programme")), Stamp.of(content)
        prescriptions = programme.prescribe(from_date=stamp.local_date, entered_at=stamp.at)
        self._save(prescriptions)
        kinds = {prescription.kind for prescription in prescriptions}
        self._current = (*(old for old in self._current if old.kind not in kinds), *prescriptions)
        self.standing = _standing(self._current)


def _lasts(ask: Ask) -> str:
    return f"for {ask.for_days} days" if ask.for_days else ""


def _standing(prescriptions: Iterable[Prescription]) -> list[dict[str, str]]:
    asked = (one for one in prescriptions if one.valid_to is None or one.valid_to > one.valid_from)
    return [{"kind": one.kind, "ask": ask_words(one), **_dates(one)} for one in asked]


def _dates(prescription: Prescription) -> dict[str, str]:
    last = prescription.valid_to and prescription.valid_to - timedelta(days=1)
    until = f" until {day_words(last)}" if last else ""
    return {
        "dates": f"from {day_words(prescription.valid_from)}{until}",
        "last_day": last.isoformat() if last else "",
    }
