"""Lines of managers to invite, as people paste them from mails and spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.invite_lines import Known, read_lines

ELM, OAK = Known(1, "VA101", "Elm View"), Known(2, "VA102", "Oak, Ash and Co")
YEW, BAY = Known(3, "", "Yew Day Centre"), Known(4, "VA104", "Bay House", only_looks_on=True)
ALL = [ELM, OAK, YEW, BAY]


@pytest.mark.parametrize(
    ("line", "service", "email"),
    [
        ("VA101, mina@example.com", ELM, "mina@example.com"),
        ("va101;MINA@example.com", ELM, "mina@example.com"),
        ("Elm View\tmina@example.com\tMina", ELM, "mina@example.com"),
        ('"Elm View","mina@example.com"', ELM, "mina@example.com"),
        ("  elm view ,  <mina@example.com>  ", ELM, "mina@example.com"),
        ("Elm View, Leeds (VA101), mina@example.com", ELM, "mina@example.com"),
        ("Oak, Ash and Co, tom@example.com", OAK, "tom@example.com"),
    ],
)
def test_a_line_is_read(line, service, email):
    [read] = read_lines(line, ALL, [])

    assert (read.problem, read.service, read.email) == ("", service, email)


def test_empty_lines_and_headings_are_left_out_and_numbers_are_kept():
    read = read_lines("Service,Email\r\n\nVA101,a@x.org\n\nnonsense", ALL, [])

    assert [(line.number, line.is_right) for line in read] == [(3, True), (5, False)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Yew Day Centre, a@x.org", "This service has no code yet. Give it one first"),
        ("Bay House, a@x.org", "This service has its own account. Its own people invite others"),
    ],
)
def test_some_services_take_no_invitations(line, problem):
    [read] = read_lines(line, ALL, [])

    assert read.problem == problem


def test_the_same_person_may_run_two_services():
    assert [line.is_right for line in read_lines("VA101,a@x.org\nVA102,a@x.org", ALL, [])] == [True, True]


def test_who_is_a_member_at_one_service_may_be_invited_to_another():
    assert [one.is_right for one in read_lines("VA101,a@x.org\nVA102,a@x.org", ALL, [(1, "a@x.org")])] == [False, True]


@given(st.text(max_size=300))
def test_any_text_is_read_without_trouble_and_kept(text):
    for line in read_lines(text, ALL, []):
        assert line.text in text
        assert line.is_right is (line.service is not None and not line.problem)
