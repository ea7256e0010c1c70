"""Who is compared: how each server is installed, filled, started and asked."""

from benchmarks.contestants.accord import Accord
from benchmarks.contestants.handwritten import Handwritten
from benchmarks.contestants.limit import Limit
from benchmarks.speed.contestant import Contestant

EVERYBODY: tuple[type[Contestant], ...] = (Accord, Handwritten, Limit)
