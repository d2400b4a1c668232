"""Cut a study into blocks of whole participants of like follow-up.

Participants are independent, so a block can be worked on alone: in turn, in another process, or on another machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Ints
from palsy_kit.adherence.checks import SESSION_COLUMNS, Checked, codes
from palsy_kit.adherence.observation import observe
from palsy_kit.adherence.options import Options

MAX_PARTICIPANTS = 3000
MAX_CELLS = 120_000
"""Participants times days: a block's matrices stay small, and one long follow-up lengthens few others."""


@dataclass(frozen=True)
class Block:
    """Whole participants with all their rows.

    In each frame but the first, ``row`` is the participant's place in the block and ``kind`` the place in ``kinds``;
    ``position`` is the participant's place on the roster.
    """

    position: Ints
    kinds: tuple[str, ...]
    participants: pd.DataFrame
    prescriptions: pd.DataFrame
    holds: pd.DataFrame
    sessions: pd.DataFrame


def cut_blocks(checked: Checked, options: Options) -> Iterator[Block]:
    """Yield the usable participants in blocks, shortest follow-up first."""
    frames = checked.frames
    roster = frames["participants"]
    length = observe(roster, options).length
    order = np.argsort(length, kind="stable")
    edges = _edges(length[order])
    kinds = _kinds(frames)
    place = np.full(len(checked.ids), -1)
    place[roster["position"].to_numpy()[order]] = np.arange(len(order))
    plans = frames["prescriptions"].assign(kind=codes(frames["prescriptions"]["kind"], kinds))
    sessions = frames["sessions"]
    sessions = sessions[["position", *SESSION_COLUMNS]].assign(kind=codes(sessions["kind"], kinds))
    tables = [_sorted(table, place, edges) for table in (plans, frames["holds"], sessions)]
    names = tuple(map(str, kinds))
    for number, (first, after) in enumerate(pairwise(edges)):
        people = roster.iloc[order[first:after]]
        parts = [_part(table, bounds, number, first) for table, bounds in tables]
        yield Block(people["position"].to_numpy(), names, people, *parts)


def _kinds(frames: dict[str, pd.DataFrame]) -> "pd.Index[str]":
    found = {str(kind) for name in ("prescriptions", "sessions") for kind in frames[name]["kind"].dropna().unique()}
    return pd.Index(sorted(found), dtype="str")


def _edges(length: Ints) -> list[int]:
    """Cut a sorted list of lengths so that no block has too many participants or cells."""
    edges = [0]
    if not len(length):
        return [0, 0]  # a block of nobody: the tables keep their columns
    while edges[-1] < len(length):
        first = edges[-1]
        some = length[first : first + MAX_PARTICIPANTS]
        cells = (some + 1) * np.arange(1, len(some) + 1)
        edges.append(first + max(1, int(np.searchsorted(cells, MAX_CELLS, side="right"))))
    return edges


def _sorted(table: pd.DataFrame, place: Ints, edges: list[int]) -> tuple[pd.DataFrame, Ints]:
    """Rows in order of blocks, and the row at which each block begins."""
    row = place[table["position"].to_numpy()]
    table = table.drop(columns="position").assign(row=row)
    if not edges[1:-1]:  # one block
        return table, np.array([0, len(table)])
    block = np.searchsorted(edges, row, side="right") - 1
    narrow = block.astype(np.uint16) if len(edges) < 1 << 16 else block
    order = np.argsort(narrow, kind="stable")
    return table.iloc[order], np.searchsorted(narrow[order], np.arange(len(edges)))


def _part(table: pd.DataFrame, bounds: Ints, number: int, first: int) -> pd.DataFrame:
    part = table.iloc[bounds[number] : bounds[number + 1]]
    return part.assign(row=part["row"] - first)
