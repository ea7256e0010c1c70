"""The journeys of a person at the reference frontend, in a real browser against a real server."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.examples.browser.visits import PASSWORD, Journey

pytestmark = pytest.mark.web

NEW_PASSWORD = "nine purple tractors"


def test_from_the_sign_up_to_the_profile_and_out(journey: Journey) -> None:
    journey.signs_up("ada@example.com")
    journey.fill(display_name="Ada L.", timezone="Europe/London")
    journey.press("Save")
    journey.is_told("Saved.")
    journey.page.reload()

    expect(journey.page.get_by_label("Time zone")).to_have_value("Europe/London")
    expect(journey.page.get_by_label("Name")).to_have_value("Ada L.")
    journey.press("Sign out")
    journey.sees("Sign in")


def test_a_link_confirms_when_its_button_is_pressed_and_leaves_no_token(journey: Journey) -> None:
    address = "linked@example.com"
    journey.open("/sign-up")
    journey.fill(email=address, password=PASSWORD)
    journey.press("Make account")
    journey.sees("Read your mail")
    link = journey.mail(address, r"/verify-email#token=\S+")
    journey.open("/")
    journey.open(link)
    journey.sees("Confirm your address")
    assert "token" not in journey.page.url
    journey.press("Confirm my address")

    journey.sees("Your address is confirmed")
    journey.signs_in(address)


def test_a_refused_value_is_marked_explained_and_focused(journey: Journey) -> None:
    journey.signs_in("demo@example.com", "blue-lantern-47-harbour")
    journey.sees("Profile")
    journey.fill(timezone="Mars/Olympus")
    journey.press("Save")
    journey.is_told("Please correct what is marked.")

    field = journey.page.get_by_label("Time zone")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("No time zone has this name.")


def test_whoever_is_second_sees_both_versions_and_chooses(journey: Journey, page: Page) -> None:
    journey.signs_up("twice@example.com")
    expect(page.get_by_label("Time zone")).to_have_value("")
    other = Journey(page.context.new_page(), journey.mailbox)
    other.open("/profile")
    other.fill(display_name="From elsewhere", locale="de")
    other.press("Save")
    other.is_told("Saved.")
    journey.fill(display_name="From here", timezone="Europe/Paris")
    journey.press("Save")
    name = page.get_by_role("group", name="Name")
    expect(name).to_contain_text("From here")
    expect(name).to_contain_text("From elsewhere")
    name.get_by_label("Saved meanwhile").check()
    journey.press("Save my choice")
    journey.is_told("Saved.")
    other.page.reload()

    values = {"Name": "From elsewhere", "Language": "de", "Time zone": "Europe/Paris"}
    for label, value in values.items():
        expect(other.page.get_by_label(label)).to_have_value(value)


def test_a_session_that_is_ended_elsewhere_is_over(journey: Journey, browser: Browser) -> None:
    journey.signs_up("many@example.com")
    phone = Journey(browser.new_page(user_agent="Safari on iPhone"), journey.mailbox)
    phone.signs_in("many@example.com")
    journey.follow("Sessions")
    journey.press("End Safari on iPhone")
    journey.is_told("Ended.")
    phone.follow("Sessions")

    phone.sees("Sign in")
    phone.page.close()


def test_a_new_password_ends_the_other_sessions(journey: Journey, browser: Browser) -> None:
    address = "changing@example.com"
    journey.signs_up(address)
    phone = Journey(browser.new_page(), journey.mailbox)
    phone.signs_in(address)
    journey.follow("Password")
    journey.fill(current_password="something else", new_password=NEW_PASSWORD)
    journey.press("Change password")
    expect(journey.page.get_by_label("Current password")).to_be_focused()
    journey.fill(current_password=PASSWORD, new_password="password1234")
    journey.press("Change password")
    expect(journey.page.get_by_label("New password")).to_have_attribute("aria-invalid", "true")
    journey.fill(current_password=PASSWORD, new_password=NEW_PASSWORD)
    journey.press("Change password")
    journey.is_told("Your password is changed")
    phone.follow("Sessions")

    phone.sees("Sign in")
    phone.signs_in(address, NEW_PASSWORD)
    journey.follow("Sessions")
    journey.press("End all others")
    journey.is_told("Ended.")
    expect(journey.page.locator(".cards li")).to_have_count(1)
    phone.page.close()


def test_a_forgotten_password_is_replaced_by_the_link_of_the_mail(journey: Journey) -> None:
    address = "forgetful@example.com"
    journey.signs_up(address)
    journey.press("Sign out")
    journey.follow("Password forgotten?")
    journey.fill(email=address)
    journey.press("Send the link")
    journey.is_told("a mail is on its way")
    journey.open(journey.mail(address, r"/reset-password#token=\S+"))
    journey.fill(new_password="password1234")
    journey.press("Change my password")
    journey.is_told("Please choose another password.")
    journey.fill(new_password=NEW_PASSWORD)
    journey.press("Change my password")
    journey.sees("Your password is changed")

    journey.signs_in(address, NEW_PASSWORD)


def test_the_keyboard_is_enough(journey: Journey, page: Page) -> None:
    journey.open("/")
    journey.sees("Sign in")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("demo@example.com")
    page.keyboard.press("Tab")
    page.keyboard.type("blue-lantern-47-harbour")
    page.keyboard.press("Enter")

    journey.sees("Profile")
    expect(page.get_by_role("heading", name="Profile")).to_be_focused()


def test_whoever_presses_a_button_by_key_stays_at_it(journey: Journey, page: Page) -> None:
    journey.open("/forgot-password")
    journey.fill(email="nobody@example.com")
    button = page.get_by_role("button", name="Send the link")
    button.focus()
    page.keyboard.press("Enter")
    journey.is_told("a mail is on its way")

    expect(button).to_be_focused()
