"""`queries` and `show`."""

from pathlib import Path

from .conftest import OWNER, Rayafin


def test_queries_name_the_lists(rayafin: Rayafin) -> None:
    names = [one["name"] for one in rayafin("queries", "--json").json]
    assert "users" in names
    assert names == sorted(names)


def test_show_filters_sorts_and_limits(rayafin: Rayafin, book: Path) -> None:
    for n in (1, 2, 3):
        rayafin.run({"command": "AddUser", "email": f"u{n}@example.com", "name": f"U {n}", "role": "cashier"})
    some = rayafin("show", "users", "--where", "email=u2@example.com", "--json")
    assert [row["name"] for row in some.json] == ["U 2"]
    last = ("--sort", "name", "--descending", "--limit", "2")
    both = rayafin("show", "users", "--where", "role=cashier", *last, "--json")
    assert [row["name"] for row in both.json] == ["U 3", "U 2"]
    assert "2 of 3 rows" in both.err


def test_show_for_a_person_has_no_ids(rayafin: Rayafin, book: Path) -> None:
    shown = rayafin("show", "users")
    assert shown.code == 0
    assert OWNER in shown.out
    ids = rayafin("show", "users", "--json").json[0]
    assert ids["id"] not in shown.out


def test_what_a_list_has_not(rayafin: Rayafin, book: Path) -> None:
    assert rayafin("show", "nothing", "--json").codes == ["query.unknown"]
    for wrong in (["--where", "colour=red"], ["--sort", "colour"], ["--tab", "colour"]):
        answer = rayafin("show", "users", *wrong, "--json")
        assert (answer.code, answer.codes) == (1, ["query.no_such_field"])
    bad = rayafin("show", "users", "--where", "colour", "--json")
    assert (bad.code, bad.codes) == (2, ["cli.bad_where"])
    assert rayafin("show", "users", "--where", "id=none", "--json").codes == ["query.bad_value"]


def test_text_of_a_user_cannot_move_the_cursor(rayafin: Rayafin, book: Path) -> None:
    rayafin.run(
        {"command": "AddUser", "email": "e@example.com", "name": "\x1b[2JGone\u202e", "role": "broker"}
    )
    shown = rayafin("show", "users").out
    assert "Gone" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
