"""Payment codes and logos: what comes from outside is checked before it prints."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.paper.images import read_logo
from rayafin_desktop.paper.invoice import render_invoice
from rayafin_desktop.paper.qr import epc_payload, qr_cells, upi_payload
from tests.paper.papers import interstate, logo_png, rayafin


def test_upi_link_has_address_amount_and_note() -> None:
    link = upi_payload("rayafin@hdfcbank", "Rayafin & Sons", 273985300, "INV 1/26")
    assert (
        link == "upi://pay?pa=rayafin@hdfcbank&pn=Rayafin%20%26%20Sons&am=2739853.00&cu=INR&tn=INV%201%2F26"
    )


def test_giro_code_has_its_twelve_lines() -> None:
    text = epc_payload("Hanse GmbH", "DE89 3704 0044 0532 0130 00", 1234, "2026-0417")
    assert text.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Hanse GmbH", "DE89370400440532013000", "EUR12.34", "", "", "2026-0417",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: upi_payload("no address", "x", 100), "payment_code.address_invalid"),
        (lambda: upi_payload("a.b@bank&am=1", "x", 100), "payment_code.address_invalid"),
        (lambda: upi_payload("ab@bank", "x", 0), "payment_code.amount_invalid"),
        (lambda: epc_payload("x", "DE89370400440532013001", 100), "payment_code.iban_invalid"),
        (lambda: epc_payload("x", "DE89370400440532013000", 10**11), "payment_code.amount_invalid"),
        (lambda: qr_cells("x" * 5000), "payment_code.too_long"),
        (lambda: read_logo(b"GIF89a not a logo"), "logo.unreadable"),
        (lambda: read_logo(logo_png()[:400]), "logo.unreadable"),
        (lambda: read_logo(b""), "logo.unreadable"),
    ],
)
def test_what_cannot_print_is_refused_with_a_code(make: Callable[[], object], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        make()
    assert refused.value.code == code


def test_a_logo_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    Image.new("1", (6000, 6000)).save(target, "PNG")
    with pytest.raises(RuleBroken) as refused:
        read_logo(target.getvalue())
    assert refused.value.code == "logo.too_large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_logos_print(kind: str) -> None:
    target = io.BytesIO()
    Image.new("RGB", (300, 100), "#c92a30").save(target, kind)
    with_logo = render_invoice(replace(interstate(), seller=rayafin(logo=target.getvalue())))
    without = render_invoice(replace(interstate(), seller=rayafin(logo=None)))
    assert b"/Subtype /Image" in with_logo
    assert b"/Subtype /Image" not in without


def test_the_code_is_square_and_binary() -> None:
    cells = qr_cells("upi://pay?pa=a@b")
    assert len({len(row) for row in cells} | {len(cells)}) == 1
    assert {cell for row in cells for cell in row} == {0, 1}
