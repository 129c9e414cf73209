"""`trade parse`: messages to fields, one object a line, without a book."""

import os
import subprocess
import sys

from .conftest import Rayafin
from .test_start import CHECKOUT

OFFER = "Offer 300 bls S-6 29mm @ 61,500/candy ex gin Rajkot, lifting 10 din me"
CHAT = f"""[10:22 am, 15/01/2026] Ramesh: {OFFER}
[10:24 am, 20/01/2026] Suresh: bid 61,000/candy for
200 bls S-6, lifting 10 din me
"""


def test_a_message_is_one_object(rayafin: Rayafin) -> None:
    answer = rayafin("trade", "parse", "--as-of", "2026-01-15", OFFER)
    (found,) = answer.lines
    assert answer.code == 0
    assert (found["kind"], found["commodity"]) == ("offer", "COTTON")
    assert found["quantity"] == {"value": "300", "unit": "BALE"}
    assert found["price"]["amount"] == "61500"
    assert found["delivery"] == {"to": "2026-01-25"}


def test_words_need_no_quotes_and_standard_input_will_do(rayafin: Rayafin) -> None:
    at = ("--as-of", "2026-01-15")
    spoken = rayafin("trade", "parse", *at, *OFFER.split()).lines
    assert spoken == rayafin("trade", "parse", *at, "-", stdin=OFFER).lines
    assert spoken == rayafin("trade", "parse", *at, "--json", "-", stdin=OFFER).lines


def test_a_chat_is_a_line_for_each_message_of_its_own_day(rayafin: Rayafin) -> None:
    first, second = rayafin("trade", "parse", "-", stdin=CHAT).lines
    assert (first["sender"], first["sent_at"], first["kind"]) == ("Ramesh", "2026-01-15T10:22:00", "offer")
    assert (second["sender"], second["kind"]) == ("Suresh", "bid")
    assert [one["delivery"]["to"] for one in (first, second)] == ["2026-01-25", "2026-01-30"]


def test_several_offers_of_one_message_are_not_mixed(rayafin: Rayafin) -> None:
    text = "*Today's offers*\nS6 29mm 61500 Kadi\nMCU5 31mm 64000 Guntur\nJ34 27mm 6100/maund Abohar"
    (found,) = rayafin("trade", "parse", "--as-of", "2026-01-15", "-", stdin=text).lines
    assert "price" not in found
    assert "quality" not in found
    said = [(one["variety"], one["price"]["amount"], one["location"]["origin"]) for one in found["offers"]]
    assert said == [("SHANKAR-6", "61500", "Kadi"), ("MCU-5", "64000", "Guntur"), ("J-34", "6100", "Abohar")]
    assert (found["commodity"], found["kind"]) == ("COTTON", "offer")


def test_what_says_nothing_is_an_empty_object(rayafin: Rayafin) -> None:
    answer = rayafin("trade", "parse", "Good morning 🙏")
    assert (answer.code, answer.lines) == (0, [{}])


def test_no_text_is_wrong_usage(rayafin: Rayafin) -> None:
    assert rayafin("trade", "parse", stdin="  ").code == 2
    assert rayafin("trade", "parse", "--as-of", "tomorrow", OFFER).code == 2
    assert rayafin("trade", "guess", OFFER).code == 2


def test_it_loads_no_heavy_library() -> None:
    heavy = ("sqlalchemy", "PySide6", "pydantic", "pydantic_core", "alembic", "reportlab", "babel", "numpy")
    script = (
        "import sys; from rayafin_desktop.cli.main import main; main(sys.argv[1:]);"
        f"print('loaded:', [name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "trade", "parse", OFFER],
        cwd=CHECKOUT, env=os.environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded: []"
