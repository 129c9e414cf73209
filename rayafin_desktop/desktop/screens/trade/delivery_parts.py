"""What a lorry has beyond what its editor shows: a third slip, a second deduction of a kind, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rayafin_desktop.features.deliveries.content import DeductionContent, SlipContent
from rayafin_desktop.features.deliveries.rules import DeductionKind, WeighedAt


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptParts:
    """The editor shows the first slip of each weighbridge and the first deduction of each kind.

    The others, and the notes of deductions, go back into the command as they came.
    """

    shown_slips: tuple[Any, ...] = ()
    shown_deductions: tuple[Any, ...] = ()
    more_slips: tuple[SlipContent, ...] = ()
    more_deductions: tuple[DeductionContent, ...] = ()
    notes: Mapping[DeductionKind, str] = field(default_factory=dict)

    @classmethod
    def of(cls, slips: Sequence[Any], deductions: Sequence[Any]) -> KeptParts:
        """The parts of a recorded lorry, in their order."""
        first_slips = {one.at: one for one in reversed(slips)}
        first_deductions = {one.kind: one for one in reversed(deductions)}
        return cls(
            shown_slips=tuple(one for one in slips if first_slips[one.at] is one),
            shown_deductions=tuple(one for one in deductions if first_deductions[one.kind] is one),
            more_slips=tuple(_slip(one) for one in slips if first_slips[one.at] is not one),
            more_deductions=tuple(
                DeductionContent(kind=DeductionKind(one.kind), weight_kg=one.weight_kg, note=one.note)
                for one in deductions
                if first_deductions[one.kind] is not one
            ),
            notes={DeductionKind(kind): one.note for kind, one in first_deductions.items()},
        )


def _slip(one: Any) -> SlipContent:
    names = ("slip_no", "weighed_on", "bridge", "gross_kg", "tare_kg")
    return SlipContent(at=WeighedAt(one.at), **{name: getattr(one, name) for name in names})
