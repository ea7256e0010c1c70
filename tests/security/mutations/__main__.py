"""Mutates tokens for long, and counts which are accepted: `python -m tests.security.mutations`."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import time_machine

from app.config import Settings
from app.observability import logging
from app.security.keys import KeySet
from tests.fixtures_database import migrated_sqlite
from tests.security.forge import NOW, Forge
from tests.security.mutations import requests
from tests.security.mutations.judges import Fault, faults, ours, pyjwt
from tests.security.mutations.mutator import Mutant, Mutator
from tests.support.server import NO_LIMITS
from tests.support.serving import serving

_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every mutant was refused, by each verifier and by the service."""
    parser = argparse.ArgumentParser(prog="python -m tests.security.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="mutants for the verifiers")
    parser.add_argument("--requests", type=int, default=5_000, help="mutants for the service")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logging.configure(level="ERROR", log_format="console")
    print(f"seed {options.seed}", flush=True)
    found = verify(options.count, options.seed)
    for fault in found[:_SHOWN]:
        print(f"{fault.what}: {fault.mutant.family}: {ascii(fault.mutant.text)}")
    is_refused = _show_answers(options.requests, options.seed)
    return 0 if is_refused and not found else 1


def verify(count: int, seed: int) -> list[Fault]:
    """All that either verifier does wrong with so many mutants; prints how many of each kind."""
    forge = Forge(KeySet.generate("ES256", NOW))
    begun = time.perf_counter()
    mutants = list(Mutator(forge, seed).mutants(count))
    _show(mutants, time.perf_counter() - begun)
    found = []
    judges = {"python-jose": ours(forge.verifier()), "PyJWT": pyjwt(forge.keys)}
    for name, judge in judges.items():
        begun = time.perf_counter()
        with time_machine.travel(NOW, tick=False):
            wrong = faults(judge, mutants)
        seconds = time.perf_counter() - begun
        print(f"{name}: {len(wrong)} not refused, {seconds:.0f} s", flush=True)
        found += wrong
    return found


def _show(mutants: Sequence[Mutant], seconds: float) -> None:
    families = Counter(mutant.family for mutant in mutants)
    listed = ", ".join(f"{family} {count}" for family, count in families.items())
    print(f"{len(mutants)} mutants, no two alike ({listed}), {seconds:.0f} s", flush=True)


def _show_answers(count: int, seed: int) -> bool:
    begun = time.perf_counter()
    seen = asyncio.run(_answers(count, seed))
    listed = ", ".join(f"{status} {code} {times}" for (status, code), times in seen.items())
    print(f"service: {sum(seen.values())} requests ({listed}), {time.perf_counter() - begun:.0f} s")
    return seen.keys() <= requests.REFUSALS


async def _answers(count: int, seed: int) -> requests.Answers:
    with tempfile.TemporaryDirectory(prefix="accord-tokens-") as name:
        folder = Path(name)
        settings = Settings(
            environment="development",
            database_url=await asyncio.to_thread(migrated_sqlite, folder),
            signing_keys_file=folder / "keys.json",
            mailbox_dir=folder / "mailbox",
            bcrypt_rounds=4,
            outbox_in_process=False,
            seed_demo=False,
            log_level="ERROR",
            rate_limits=NO_LIMITS,
        )
        async with serving(settings) as service:
            return await requests.answers(service, count, seed)


if __name__ == "__main__":
    sys.exit(main())
