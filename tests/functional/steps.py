"""The steps of the journeys, in the words of a test: given, when, then."""

import re
from collections.abc import Callable
from email.message import EmailMessage

from django.urls import reverse

from assessments.models import Assessment
from tests.factories import PASSWORD
from tests.factories.listed import listed
from tests.functional.browsing import Visitor

Posted = Callable[[], list[EmailMessage]]
EMAIL = "priya@rose-court.example"
# What somebody new says to a question that only Standards Met needs, by the part it is in; if that is not offered,
# "Not yet". Every other needed question is answered.
MET_ONLY = {
    "Staff and training": "Yes",
    "Policies and paperwork": "Not yet",
    "Keeping data safe": "Does not apply",
    "Computers and phones": "I am not sure",
}


def address(page: str, assessment: Assessment, *rest: str) -> str:
    """Give the address of a page of an organisation's year."""
    return reverse(f"assessments:{page}", args=[assessment.organisation.code, assessment.year.label, *rest])


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """Return the one address in a mail, which its HTML names too."""
    [link] = re.findall(r"https?://\S+", words_of(mail))
    html = mail.get_body(("html",))
    assert html
    assert link in html.get_content()
    return str(link)


# --- Joining ---


def when_they_sign_up(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.press("Start now")
    visitor.is_refused(
        "Continue", "Enter your name", "Enter your job", "Enter your work email address", "Enter a password"
    )
    visitor.fill("Your name", "Priya Shah")
    visitor.fill("Your job", "Registered manager")
    visitor.fill("Work email address", EMAIL)
    visitor.fill("Password", PASSWORD)
    visitor.press("Continue")
    visitor.is_at("Check your email")


def when_they_prove_their_address(visitor: Visitor, posted: Posted) -> None:
    [mail] = posted()
    assert mail["To"] == EMAIL
    visitor.open(link_in(mail))
    visitor.is_at("Is this your email address?")
    visitor.press("Yes, this is my address")


def given_the_lists_have_their_service() -> None:
    """Put Rose Court and its neighbours into the directory, as the files of the NHS and the CQC would."""
    listed("VA001", "Rose Court", service_types=["Care home without nursing"])
    listed("VA002", "Rose Court", town="York", address="1 Mill Lane", postcode="YO1 7HH")
    listed("VA003", "Elm View")


def when_they_join_with_their_service(visitor: Visitor) -> None:
    """Find the service by a part of its name and its postcode; there is one."""
    visitor.is_at("What is your service called?")
    visitor.is_refused("Find my service", "Enter your service's name or postcode")
    visitor.fill("Name, postcode or ODS code", "rose cou ls1")
    visitor.press("Find my service")
    visitor.is_at("Is this your service?")
    visitor.sees("12 High Street, Leeds, LS1 4AP")
    visitor.press("Yes, this is us")


def when_they_join_by_hand(visitor: Visitor) -> None:
    """Look among many, find it in none of the lists, and type the details."""
    visitor.is_at("What is your service called?")
    visitor.fill("Name, postcode or ODS code", "rose")
    visitor.press("Find my service")
    visitor.is_at("Choose your service")
    visitor.sees("New here")
    visitor.fill("Name, postcode or ODS code", "Zinnia House")
    visitor.press("Look again")
    visitor.is_at("We could not find your service")
    visitor.follow("type in your service\u2019s details")
    visitor.is_at("Tell us about your service")
    visitor.fill("Name of your service", "")
    visitor.is_refused(
        "Join", "Enter the name of your service", "Enter your ODS code", "Enter the town or city", "Enter the postcode"
    )
    visitor.fill("Name of your service", "Zinnia House")
    visitor.fill("ODS code", "vz 001")
    visitor.fill("Town or city", "Leeds")
    visitor.fill("Postcode", "ls14ap")
    visitor.press("Join")


def when_they_say_what_care_they_give(visitor: Visitor) -> None:
    """Answer what only the CQC's list would know."""
    visitor.is_refused("Save and continue", "Choose at least one")
    visitor.choose("Care home")
    visitor.press("Save and continue")


def when_they_describe_their_service(visitor: Visitor) -> None:
    visitor.is_refused("Save and continue", "Enter your number, or say why you do not have to pay")
    visitor.fill("Your number (ICO)", "ZA123456")
    visitor.press("Save and continue")
    for heading, refusal, answer in (
        ("Have you published on the national toolkit before?", "Choose yes, no, or I do not know", "No, never"),
        ("Do you use only NHSmail for work email?", "Choose yes, no, or I am not sure", "No"),
        ("Do you have Cyber Essentials Plus?", "Choose yes, no, or I am not sure", "No"),
    ):
        visitor.is_at(heading)
        visitor.is_refused("Save and continue", refusal)
        visitor.choose(answer)
        visitor.press("Save and continue")
    visitor.is_at("About your service")
    visitor.press("These details are right")
    visitor.sees("Thank you. Your details are saved as right.")


def when_they_say_which_papers_they_have(visitor: Visitor) -> None:
    """Tick papers, with one place for most of them; that starts questions, and the way on is the next one."""
    visitor.is_at("Which of these do you have?")
    visitor.fill("Where do you keep most of them?", "Office shelf, blue folder")
    visitor.is_refused("Save and show my plan", "Choose yes for the papers that you keep there, or empty this box")
    for line in visitor.page.get_by_role("group", name=re.compile("^(Do|Have) ")).all():
        visitor.actions += 1
        line.get_by_label("Yes", exact=True).check()
    visitor.press("Save and show my plan")
    visitor.sees("That has started")
    visitor.sees("left, about")


def when_they_sign_in(visitor: Visitor, email: str = EMAIL) -> None:
    visitor.open("/account/login/")
    visitor.fill("Email address", email)
    visitor.fill("Password", PASSWORD)
    visitor.press("Sign in")


# --- Answering ---


def when_they_answer_every_question(visitor: Visitor) -> None:
    """Carry on from the home page, part after part, until no part is left to answer."""
    visitor.press(re.compile("^Carry on: "))
    visitor.is_refused("Save and continue", _choose_sentence(visitor))
    for part in MET_ONLY:
        when_they_answer_the_part(visitor)
        visitor.is_at(part)
        visitor.follow("Back to all questions")
        if part != list(MET_ONLY)[-1]:
            visitor.press(re.compile("^Next: "))


def _choose_sentence(visitor: Visitor) -> str:
    *first, last = [
        words if words.startswith("I ") else words[0].lower() + words[1:]
        for words in visitor.page.locator(".app-radios--grid label").all_inner_texts()
    ]
    return f"Choose {', '.join(first)} or {last}"


def when_they_answer_the_part(visitor: Visitor) -> None:
    """Answer question after question; what follows each press is wherever the service leads."""
    while "/q/" in visitor.screen.path:
        if visitor.screen.path.endswith("/follow-up/"):
            when_they_say_more(visitor)
        else:
            when_they_answer(visitor)


def when_they_answer(visitor: Visitor, wanted: str = "") -> None:
    """Answer one question in the way its page asks for: what is wanted, or what somebody new says."""
    page = visitor.page
    offered = page.locator(".app-radios--grid label").all_inner_texts()
    part = page.locator(".app-caption").inner_text().split(",")[0]
    is_needed_first = page.get_by_text("You need this one for any standard.").count()
    wanted = wanted or ("Yes" if is_needed_first else MET_ONLY[part])
    if wanted == "Yes":
        wanted = offered[0]
        if page.locator("#id_kept_at").count():
            visitor.fill("Where you keep it", "Office shelf, blue folder")
        if page.get_by_label("Your answer", exact=True).count():
            visitor.fill("Your answer", "Our manager looks after this. She checks it each month.")
    visitor.choose(wanted if wanted in offered else "Not yet")
    visitor.press("Save and continue")


def when_they_type(visitor: Visitor, text: str) -> None:
    """Answer a question for a text, and do not save it yet."""
    visitor.choose("I can answer this")
    visitor.fill("Your answer", text)


def when_they_say_more(visitor: Visitor) -> None:
    """Fill in what a choice leads to."""
    if visitor.screen.heading == "We have put this on your plan":
        when_they_write_the_plan(visitor, "Save and continue")
    elif visitor.screen.heading == "How many staff have done the training?":
        visitor.is_refused(
            "Save and continue", "Enter how many staff you have", "Enter how many staff did the training"
        )
        visitor.fill("How many staff do you have?", "20")
        visitor.fill("How many of them did the training in the last 12 months?", "20")
        visitor.press("Save and continue")
    else:
        visitor.is_refused("Save and continue", "Say why this does not apply to you")
        visitor.fill("Why does this not apply to you?", "We had none this year.")
        visitor.press("Save and continue")


def when_they_write_the_plan(visitor: Visitor, button: str) -> None:
    """Fill in a line of the plan; what and when are suggested already."""
    visitor.is_refused(button, "Say who will do it")
    visitor.fill("Who will do it?", "Registered manager")
    visitor.press(button)


def when_they_finish_the_plan(visitor: Visitor) -> None:
    visitor.follow("Your action plan")
    while (line := visitor.page.get_by_role("link", name=re.compile("^Say who will do it"))).count():
        visitor.follow(line.first.inner_text().replace("\n", " "))
        when_they_write_the_plan(visitor, "Save")
    visitor.sees("Every line says what, who and when.")


def when_they_finish_every_part(visitor: Visitor) -> None:
    for part in MET_ONLY:
        visitor.follow("Questions")
        visitor.page.get_by_role("heading", name=part, exact=True).wait_for()
        visitor.follow(re.compile(f": {part}$"))
        if visitor.button("Carry on").count():
            visitor.follow("Check your answers so far")
        else:
            visitor.press("Check your answers")
        visitor.press("I have finished this part")
        visitor.sees(f"You have finished: {part}.")


# --- Publishing ---


def when_they_publish(visitor: Visitor, level: str, service: str = "Rose Court") -> None:
    """Publish from the page that says what can be published."""
    visitor.is_at("Are you ready to publish?")
    visitor.press(f"Publish {level}")
    visitor.sees("When you publish, people can see your name, your standard and the date.")
    visitor.choose(f"I am allowed to publish for {service}, and what we have said is true")
    visitor.press(f"Publish {level}")


def then_it_is_published(visitor: Visitor, level: str) -> None:
    visitor.is_at(f"You have published {level}")
    visitor.sees("Your standard lasts until 22 November 2027. We have sent you an email.")


def then_a_mail_says_so(visitor: Visitor, posted: Posted, level: str, to: str, service: str = "Rose Court") -> None:
    """Read the mail and open what it leads to."""
    [mail] = posted()
    assert (mail["To"], mail["Subject"]) == (to, f"{service}: you published {level}")
    assert "It counts until: 22 November 2027" in words_of(mail)
    visitor.open(link_in(mail))
    visitor.is_at(f"{level}, 22 November 2026")
