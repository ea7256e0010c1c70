"""Code samples for every operation, made from the examples of a contract."""

from contract.samples.annotate import annotated
from contract.samples.languages import Sdk

__all__ = ["Sdk", "annotated"]
