"""Design tokens: the only file with colour values.

Base values are Radix Colors 3.0 (MIT) slate and iris with green, red, amber, blue, teal and orange;
where a light text on its own tint missed a contrast of 4.5 : 1 it was darkened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Role = Literal[
    "app", "surface", "raised", "sunken", "hover", "pressed", "line", "border", "border_strong",
    "text", "text2", "text3", "disabled", "track", "selection", "scrim", "shadow", "paper",
    "accent", "accent_hover", "on_accent", "accent_text", "accent_tint", "accent_tint2", "accent_line",
    "pos", "pos_tint", "pos_solid", "neg", "neg_tint", "neg_solid", "warn", "warn_tint", "warn_solid",
    "info", "info_tint", "info_solid", "teal", "teal_tint", "teal_solid", "orange", "orange_tint",
    "orange_solid", "neutral_tint", "logo_from", "logo_to",
]  # fmt: skip
"""The name of a token."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """One complete set of colours as `#rrggbb` (`#aarrggbb` for `scrim` and `shadow`).

    A name is a meaning: `app` is the window ground, `surface` a page, `raised` what floats, `sunken`
    a read-only band; `text2` and `text3` are quieter text; `*_tint` is a ground for text of the same
    name and `*_solid` a bar or dot.
    """

    dark: bool
    high_contrast: bool
    app: str
    surface: str
    raised: str
    sunken: str
    hover: str
    pressed: str
    line: str
    border: str
    border_strong: str
    text: str
    text2: str
    text3: str
    disabled: str
    track: str
    selection: str
    scrim: str
    shadow: str
    paper: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_tint: str
    accent_tint2: str
    accent_line: str
    pos: str
    pos_tint: str
    pos_solid: str
    neg: str
    neg_tint: str
    neg_solid: str
    warn: str
    warn_tint: str
    warn_solid: str
    info: str
    info_tint: str
    info_solid: str
    teal: str
    teal_tint: str
    teal_solid: str
    orange: str
    orange_tint: str
    orange_solid: str
    neutral_tint: str
    logo_from: str
    logo_to: str


LIGHT = Tokens(
    dark=False, high_contrast=False,
    app="#f9f9fb", surface="#ffffff", raised="#ffffff", sunken="#f9f9fb",
    hover="#f0f0f3", pressed="#e8e8ec", line="#e8e8ec", border="#d9d9e0", border_strong="#cdced6",
    text="#1c2024", text2="#60646c", text3="#6c6f78", disabled="#b9bbc6",
    track="#f0f0f3", selection="#f0f1fe", scrim="#3c000000", shadow="#1f000000", paper="#ffffff",
    accent="#5b5bd6", accent_hover="#5151cd", on_accent="#ffffff",
    accent_text="#5753c6", accent_tint="#f0f1fe", accent_tint2="#e6e7ff", accent_line="#b8baf8",
    pos="#1b7950", pos_tint="#e6f6eb", pos_solid="#30a46c",
    neg="#c92a30", neg_tint="#feebec", neg_solid="#e5484d",
    warn="#935500", warn_tint="#fff2d1", warn_solid="#ffc53d",
    info="#0b66b4", info_tint="#e6f4fe", info_solid="#0090ff",
    teal="#007566", teal_tint="#e0f8f3", teal_solid="#12a594",
    orange="#b54400", orange_tint="#ffefd6", orange_solid="#f76b15",
    neutral_tint="#f0f0f3", logo_from="#6e6ade", logo_to="#4038a8",
)  # fmt: skip

DARK = Tokens(
    dark=True, high_contrast=False,
    app="#111113", surface="#18191b", raised="#212225", sunken="#111113",
    hover="#212225", pressed="#272a2d", line="#272a2d", border="#363a3f", border_strong="#43484e",
    text="#edeef0", text2="#b0b4ba", text3="#868a93", disabled="#5a6169",
    track="#272a2d", selection="#202248", scrim="#8c000000", shadow="#80000000", paper="#ffffff",
    accent="#5b5bd6", accent_hover="#6e6ade", on_accent="#ffffff",
    accent_text="#b1a9ff", accent_tint="#202248", accent_tint2="#262a65", accent_line="#4a4a95",
    pos="#3dd68c", pos_tint="#132d21", pos_solid="#30a46c",
    neg="#ff9592", neg_tint="#3b1219", neg_solid="#e5484d",
    warn="#ffca16", warn_tint="#302008", warn_solid="#ffc53d",
    info="#70b8ff", info_tint="#0d2847", info_solid="#0090ff",
    teal="#0bd8b6", teal_tint="#0d2d2a", teal_solid="#12a594",
    orange="#ffa057", orange_tint="#331e0b", orange_solid="#f76b15",
    neutral_tint="#272a2d", logo_from="#6e6ade", logo_to="#4038a8",
)  # fmt: skip


def _without_tints(base: Tokens, *, ink: str, quiet: str, edge: str) -> Tokens:
    """A high-contrast set: plain grounds, one ink, edges of at least 3 : 1."""
    ground = base.surface
    return replace(
        base,
        high_contrast=True,
        text=ink,
        text2=quiet,
        text3=quiet,
        disabled=edge,
        line=edge,
        border=edge,
        border_strong=ink,
        track=ground,
        neutral_tint=ground,
        pos_tint=ground,
        neg_tint=ground,
        warn_tint=ground,
        info_tint=ground,
        teal_tint=ground,
        orange_tint=ground,
    )


CONTRAST_LIGHT = _without_tints(LIGHT, ink="#000000", quiet="#3a3d44", edge="#8b8d98")
CONTRAST_DARK = _without_tints(DARK, ink="#ffffff", quiet="#d5d8de", edge="#696e77")


def tokens_for(*, dark: bool, high_contrast: bool) -> Tokens:
    """The set for a ground and a contrast preference."""
    if high_contrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def relative_luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
