# SPDX-License-Identifier: EUPL-1.2
"""The first page of each role, for people with a keyboard only, without JavaScript, on paper or on a small screen."""

import pytest

from harness import ROLES, axe_findings, expect_none, overflow_at_320, typography_faults

each_role = pytest.mark.parametrize("role", ROLES)


def test_the_sign_in_page_is_accessible(visit):
    page = visit("/")
    expect_none(axe_findings(page))
    expect_none(overflow_at_320(page))
    expect_none(typography_faults(page))


@each_role
def test_the_first_page_is_accessible(sign_in, role):
    page = sign_in(role)
    assert page.locator("h1").count() == 1
    expect_none(axe_findings(page))
    expect_none(typography_faults(page))


@each_role
def test_the_first_page_fits_a_small_screen(sign_in, role):
    page = sign_in(role, width=320, height=640)
    expect_none(overflow_at_320(page))
    expect_none(axe_findings(page))


@each_role
def test_the_first_page_prints_without_navigation(sign_in, role):
    page = sign_in(role)
    page.emulate_media(media="print")
    shown = [n for n in page.locator("nav").all() if n.is_visible()]
    assert shown == []
    assert page.locator("h1").is_visible()


@each_role
def test_the_first_page_needs_no_javascript(sign_in, role):
    page = sign_in(role, java_script_enabled=False)
    assert page.locator("h1").inner_text().strip() != ""


def test_the_demonstration_is_entered_with_the_keyboard_only(visit, button_of):
    page = visit("/")
    button = button_of(page, "Facilitateur")
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("b => b === document.activeElement"):
            break
    else:
        pytest.fail("the button of the facilitateur is never reached with the Tab key")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").is_visible()


@each_role
def test_focus_is_visible_and_begins_with_a_skip_link(sign_in, role):
    page = sign_in(role)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href') || ''")
    assert first.startswith("#"), "the first stop of the Tab key is not a skip link"
    for _ in range(12):
        hidden = page.evaluate(
            """() => {
              const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
              if (e === document.body) return '';
              const marked = s.outlineStyle !== 'none' || s.boxShadow !== 'none';
              const seen = r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight;
              return marked && seen ? '' : e.outerHTML.slice(0, 120);
            }"""
        )
        assert hidden == "", f"focus is not seen on {hidden}"
        page.keyboard.press("Tab")


def test_the_skip_link_leads_to_the_content(sign_in):
    page = sign_in("Facilitateur")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.locator(target).count() == 1
    assert page.evaluate("document.activeElement.closest('nav, header') === null")
