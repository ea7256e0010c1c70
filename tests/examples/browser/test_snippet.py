"""What the README of the TypeScript client shows for React compiles, and follows the session."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import FRONTEND
from tests.support.server import ROOT, Server

pytestmark = pytest.mark.web

DEMO = DEMO_ACCOUNTS[0]
WEB = ROOT / "examples/web"
README = ROOT / "clients/typescript/README.md"
MAIN = """\
import { createRoot } from 'react-dom/client';
import { accord, Greeting } from './snippet';

const place = document.body.appendChild(document.createElement('div'));
place.id = 'snippet';
createRoot(place).render(<Greeting />);
Object.assign(window, { accord });
"""
BUILD = """\
export default {
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    lib: { entry: 'main.tsx', formats: ['iife'], name: 'snippet', fileName: () => 'built.js' },
  },
};
"""


def snippet(origin: str) -> str:
    """The only block for React, and the `accord` that another block has made."""
    (block,) = re.findall(r"(?ms)^```tsx\n(.*?)^```$", README.read_text())
    accord = f"export const accord = createAccord({{ origin: '{origin}' }});"
    return f"import {{ createAccord }} from 'accord-client';\n{accord}\n{block}"


@pytest.fixture
def folder(tmp_path: Path, server: Server) -> Path:
    """An application of that block alone, with what examples/web has installed."""
    options = {"extends": str(WEB / "tsconfig.json"), "include": ["*.tsx"]}
    files = {
        "snippet.tsx": snippet(server.url),
        "main.tsx": MAIN,
        "vite.config.mjs": BUILD,
        "tsconfig.json": json.dumps({**options, "compilerOptions": {"types": []}}),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "node_modules").symlink_to(WEB / "node_modules")
    return tmp_path


def test_the_snippet_for_react_compiles_and_hears_of_each_change(folder: Path, page: Page) -> None:
    for tool, *arguments in (["tsc"], ["vite", "build", "--logLevel", "error"]):
        command = [str(WEB / "node_modules/.bin" / tool), *arguments]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    page.goto(FRONTEND)
    page.evaluate((folder / "dist/built.js").read_text())
    shown = page.locator("#snippet")

    expect(shown).to_have_text("You are signed out.")
    page.evaluate("(who) => accord.signIn(who)", {"email": DEMO.email, "password": DEMO.password})
    expect(shown).to_have_text("You are signed in.")
    page.evaluate("accord.signOut()")
    expect(shown).to_have_text("You are signed out.")
