"""`python -m tests.build.golden`: take what is generated now as what is expected."""

from contract.build.generate import generate
from tests.build.library import SAMPLE

GOLDEN = SAMPLE.with_name("golden")
KEPT = (
    "operations.py",
    "responses.py",
    "routes/books.py",
    "routes/book_loans.py",
    "routes/system.py",
)

if __name__ == "__main__":
    files = generate(SAMPLE / "v1.yaml")
    for name in KEPT:
        path = GOLDEN / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
