"""Logos: picture bytes from outside, checked before anything is printed."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from ..base.errors import Problem, RuleBroken

LARGEST_PIXELS = 20_000_000
_PRINTED_PIXELS = 700
"""A logo is at most 150 points wide: 700 pixels are more than 300 dots an inch."""

_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, Warning)


@lru_cache(maxsize=16)
def read_logo(data: bytes) -> tuple[ImageReader, float]:
    """A PNG or JPEG as something to draw, and its width divided by its height.

    RuleBroken `logo.unreadable` for anything else, `logo.too_large` above 20 megapixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > LARGEST_PIXELS:
                raise RuleBroken([Problem("logo.too_large", "logo", {"megapixels": LARGEST_PIXELS // 10**6})])
            opened.load()
            image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
            image.thumbnail((_PRINTED_PIXELS, _PRINTED_PIXELS))
    except (*_UNREADABLE, Image.DecompressionBombError) as refused:
        raise RuleBroken([Problem("logo.unreadable", "logo")]) from refused
    return ImageReader(image), image.width / image.height
