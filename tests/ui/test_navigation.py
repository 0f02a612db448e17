from types import SimpleNamespace

import pytest

from mentoring.ui.navigation import Navigation, NavItem, Switcher, bottom_bar, sidebar, switchers
from tests.ui.pages import rendered, request_of_member


def item(name: str, **values) -> NavItem:
    return NavItem(name, name.title(), "house", f"/{name}/", address=lambda _request, url: url, **values)


def made(*items: NavItem) -> Navigation:
    navigation = Navigation()
    for one in items:
        navigation.add(one)
    return navigation


def test_entries_come_in_order_by_group_and_only_where_visible():
    navigation = made(
        item("settings", group="organization"),
        item("matches", order=2),
        item("today", order=1),
        item("secret", visible=lambda membership: membership.role == "owner"),
        item("nowhere", order=3, group="account", visible=lambda membership: False),
    )
    groups = sidebar(request_of_member(navigation=navigation))
    assert [(group.name, [entry.item.name for entry in inside]) for group, inside in groups] == [
        ("program", ["today", "matches"]),
        ("organization", ["settings"]),
    ]


@pytest.mark.parametrize(
    ("path", "current"), [("/matches/", "matches"), ("/matches/12/", "matches"), ("/matchesx/", None)]
)
def test_entry_is_current_on_its_page_and_below(path, current):
    request = request_of_member(path, navigation=made(item("matches"), item("today")))
    found = [entry.item.name for _group, inside in sidebar(request) for entry in inside if entry.is_current]
    assert found == ([current] if current else [])


def test_closest_entry_above_a_page_is_current():
    request = request_of_member("/people/import/", navigation=made(item("people"), item("people/import")))
    found = [entry.item.name for _group, inside in sidebar(request) for entry in inside if entry.is_current]
    assert found == ["people/import"]


@pytest.mark.parametrize(
    ("path", "current"), [("/o/", ["o"]), ("/o/elsewhere/", []), ("/o/people/1/", ["o/people"])]
)
def test_home_is_current_on_its_own_page_alone(path, current):
    request = request_of_member(path, navigation=made(item("o", only_here=True), item("o/people")))
    found = [entry.item.name for _group, inside in sidebar(request) for entry in inside if entry.is_current]
    assert found == current


def test_entry_is_also_current_on_pages_that_it_names():
    navigation = made(item("p"), item("p/edit", also_on=frozenset({"programs:program-support"})))
    request = request_of_member("/p/support/", navigation=navigation)
    request.resolver_match = SimpleNamespace(view_name="programs:program-support")
    found = [entry.item.name for _group, inside in sidebar(request) for entry in inside if entry.is_current]
    assert found == ["p/edit"]


def test_bottom_bar_leaves_the_fifth_place_to_the_menu():
    navigation = made(*(item(f"n{i}", in_bottom_bar=i != 2, order=i) for i in range(7)))
    assert [e.item.name for e in bottom_bar(request_of_member(navigation=navigation))] == [
        "n0",
        "n1",
        "n3",
        "n4",
    ]


def test_nothing_is_listed_for_strangers():
    request = request_of_member(navigation=made(item("today")), membership=None)
    assert sidebar(request) == bottom_bar(request) == switchers(request) == []


def test_switcher_without_a_choice_is_no_menu():
    one = Switcher("Organization", "Acme", [("Acme", "/o/acme/", True)])
    two = Switcher("Organization", "Acme", [*one.choices, ("Globex", "/o/globex/", False)])
    assert "<details" not in rendered("{{ ui.switcher(it) }}", it=one)
    html = rendered("{{ ui.switcher(it) }}", it=two)
    assert '<a href="/o/acme/" aria-current="true">Acme</a>' in html
    assert '<a href="/o/globex/">Globex</a>' in html


def test_entry_that_posts_is_a_form():
    navigation = made(item("sign-out", is_post=True, group="account"))
    html = rendered(
        '{% extends "layouts/administrator.html" %}',
        request=request_of_member(navigation=navigation),
        csrf_input="TOKEN",
    )
    assert '<form method="post" action="/sign-out/">TOKEN<button>' in html
