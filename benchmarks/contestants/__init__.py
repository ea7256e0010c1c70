"""Who is compared: how each server is installed, filled, started and asked."""

from benchmarks.contestants.accord import Accord
from benchmarks.contestants.better_auth import BetterAuth
from benchmarks.contestants.fastapi_users import FastapiUsers
from benchmarks.contestants.handwritten import Handwritten
from benchmarks.contestants.limit import Limit
from benchmarks.contestants.pocketbase import PocketBase
from benchmarks.speed.contestant import Contestant

EVERYBODY: tuple[type[Contestant], ...] = (
    Accord,
    Handwritten,
    FastapiUsers,
    BetterAuth,
    PocketBase,
    Limit,
)
