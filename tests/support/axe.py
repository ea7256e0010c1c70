"""What axe-core finds on a page that keeps people from reading or using it.

It is pinned in the lock of examples/web, where `make web-test` and `make docs-test` install it.
"""

from functools import cache

import pytest
from playwright.sync_api import Page

from tests.support.server import ROOT

_AXE = ROOT / "examples/web/node_modules/axe-core/axe.min.js"
_RUN = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...options });
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(
    ({ target, any }) => `${impact} ${id}: ${target.join(' ')} ${any.map((each) => each.message)}`
  ));
}"""


@cache
def _source() -> str:
    if not _AXE.exists():
        pytest.fail("axe-core is not installed: make web-test")
    return _AXE.read_text()


def faults(page: Page, *, but: tuple[str, ...] = ()) -> list[str]:
    """Each as `impact rule: element what is wrong`, but for the rules named; 200 milliseconds."""
    page.evaluate(_source())
    rules = {rule: {"enabled": False} for rule in but}
    found: list[str] = page.evaluate(_RUN, {"rules": rules})
    return found
