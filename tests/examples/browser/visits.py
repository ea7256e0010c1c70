"""What people do at the frontend, by what they read there: labels, names of buttons, headings."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.waiting import until

FRONTEND, EVIL = "http://localhost:3000", "http://localhost:3001"
PASSWORD = "seven green bicycles"


@dataclass
class Journey:
    """One person at one tab, and the folder with everybody's mails."""

    page: Page
    mailbox: Path

    def open(self, path: str, origin: str = FRONTEND) -> None:
        self.page.goto(f"{origin}{path}")

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible(
            timeout=20_000
        )

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"form [name={name}]").first.fill(value)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def is_told(self, words: str) -> None:
        """Something is read aloud to people who do not see it."""
        told = self.page.locator("[role=alert], [role=status]").filter(has_text=words)
        expect(told.first).to_be_visible(timeout=20_000)

    def mail(self, address: str, pattern: str) -> str:
        """What the newest mail to an address says that looks like this."""
        found: list[str] = []

        def has_come() -> bool:
            letters = sorted(self.mailbox.glob(f"*-{address}.eml"))
            texts = [letter.read_text() for letter in letters]
            found.extend(match[0] for text in texts for match in re.finditer(pattern, text, re.M))
            return bool(found)

        until(has_come, 20, lambda: f"no such mail: {pattern}")
        return found[-1]

    def signs_in(self, address: str, password: str = PASSWORD, path: str = "/") -> None:
        self.open(path)
        self.fill(email=address, password=password)
        self.press("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible(timeout=20_000)

    def signs_up(self, address: str, name: str = "Ada") -> None:
        """Registers, types the code of the mail, and signs in."""
        self.open("/sign-up")
        self.fill(display_name=name, email=address, password=PASSWORD)
        self.press("Make account")
        self.sees("Read your mail")
        self.fill(code=self.mail(address, r"^[0-9]{6}$"))
        self.press("Confirm")
        self.sees("Your address is confirmed")
        self.follow("Go on")
        self.sees("Sign in")
        self.fill(email=address, password=PASSWORD)
        self.press("Sign in")
        self.sees("Profile")
