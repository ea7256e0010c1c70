"""What Prometheus would read of a service."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.support.service import Service


class Reading:
    """The samples of one scrape."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.samples: list[Sample] = [
            sample for family in text_string_to_metric_families(text) for sample in family.samples
        ]

    @property
    def names(self) -> set[str]:
        return {sample.name for sample in self.samples}

    def labels(self, name: str) -> list[Mapping[str, str]]:
        """Of each series of that name."""
        return [sample.labels for sample in self.samples if sample.name == name]

    def value(self, name: str, **labels: str) -> float:
        """The sum over the series that have these labels."""
        found = [
            sample.value
            for sample in self.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        ]
        assert found, f"no {name} with {labels} in {self.text}"
        return sum(found)


def read(registry: CollectorRegistry) -> Reading:
    """A scrape without a network."""
    return Reading(generate_latest(registry).decode())


def read_of(service: Service) -> Reading:
    """A scrape of a service over ASGI."""
    assert service.application.metrics is not None
    return read(service.application.metrics.registry)
