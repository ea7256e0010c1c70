from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.audit_details import AuditDetails


T = TypeVar("T", bound="AuditEvent")


@_attrs_define
class AuditEvent:
    """One thing that was done, written with the change itself and never changed afterwards. It holds no secret and no
    address.

    """

    id: UUID
    """ The id of the event. """
    sequence: int
    """ The place of the event in the chain; the first is 1, and none is left out. """
    occurred_at: datetime.datetime
    """ When it happened. """
    action: str
    """ What was done: one of AuditAction. More may be added: treat one that you do not know as a thing that
    happened. """
    actor_id: None | UUID
    """ The account that did it; null for somebody who was not signed in, and for the command line. """
    subject_id: None | UUID
    """ The account that it was done to; null if there is none. The account itself may be gone. """
    request_id: str
    """ The `X-Request-Id` of the request; `cli` for the command line. """
    details: AuditDetails
    """ What else is worth keeping, by name; which names there are depends on the action. """
    hash_: str
    """ SHA-256 over this event and `previous_hash`, in hexadecimal. """
    previous_hash: str
    """ The hash of the event before; zeros for the first. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        sequence = self.sequence

        occurred_at = self.occurred_at.isoformat()

        action = self.action

        actor_id: None | str
        if isinstance(self.actor_id, UUID):
            actor_id = str(self.actor_id)
        else:
            actor_id = self.actor_id

        subject_id: None | str
        if isinstance(self.subject_id, UUID):
            subject_id = str(self.subject_id)
        else:
            subject_id = self.subject_id

        request_id = self.request_id

        details = self.details.to_dict()

        hash_ = self.hash_

        previous_hash = self.previous_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sequence": sequence,
                "occurred_at": occurred_at,
                "action": action,
                "actor_id": actor_id,
                "subject_id": subject_id,
                "request_id": request_id,
                "details": details,
                "hash": hash_,
                "previous_hash": previous_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_details import AuditDetails  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        sequence = d.pop("sequence")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        action = d.pop("action")

        def _parse_actor_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                actor_id_type_0 = UUID(data)

                return actor_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        actor_id = _parse_actor_id(d.pop("actor_id"))

        def _parse_subject_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                subject_id_type_0 = UUID(data)

                return subject_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        subject_id = _parse_subject_id(d.pop("subject_id"))

        request_id = d.pop("request_id")

        details = AuditDetails.from_dict(d.pop("details"))

        hash_ = d.pop("hash")

        previous_hash = d.pop("previous_hash")

        audit_event = cls(
            id=id,
            sequence=sequence,
            occurred_at=occurred_at,
            action=action,
            actor_id=actor_id,
            subject_id=subject_id,
            request_id=request_id,
            details=details,
            hash_=hash_,
            previous_hash=previous_hash,
        )

        audit_event.additional_properties = d
        return audit_event

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
