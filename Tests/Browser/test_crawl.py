# SPDX-License-Identifier: EUPL-1.2
"""Each role follows every link it is offered: each page answers, is accessible and keeps quiet in the console."""

from collections import Counter, deque

import pytest

from harness import ROLES, axe_findings, expect_none, overflow_at_320, same_origin_links, shape_of, typography_faults

# Enough for every kind of page; two of a kind show what one empty or one full object hides.
MOST_PAGES = 60
MOST_OF_A_SHAPE = 2


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_sound_page(sign_in, role):
    page = sign_in(role)
    faults, visited = crawl(page)
    expect_none(faults)
    assert visited >= 1


def test_every_public_link_leads_to_a_sound_page(visit):
    faults, _ = crawl(visit("/"))
    expect_none(faults)


def crawl(page):
    """Breadth first from the present page. Gives what is wrong, and how many pages were looked at."""
    origin = page.evaluate("location.origin")
    waiting, known, shapes = deque([page.url]), {page.url}, Counter()
    faults, visited = [], 0
    while waiting and visited < MOST_PAGES:
        url = waiting.popleft()
        shapes[shape_of(url)] += 1
        if shapes[shape_of(url)] > MOST_OF_A_SHAPE:
            continue
        visited += 1
        if not answers_with_a_page(page, url, faults):
            continue
        faults += axe_findings(page) + typography_faults(page) + overflow_at_320(page)
        for link in same_origin_links(page, origin):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return faults, visited


def answers_with_a_page(page, url, faults) -> bool:
    """Opens the address. A file to download is fetched aside, since a browser would not show it."""
    answer = page.request.get(url)
    if answer.status != 200:
        faults.append(f"{url}: {answer.status}")
        return False
    if "text/html" not in answer.headers.get("content-type", ""):
        return False
    page.goto(url)
    return True
