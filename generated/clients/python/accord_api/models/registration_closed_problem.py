from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RegistrationClosedProblem")


@_attrs_define
class RegistrationClosedProblem:
    """The people who run this server have closed registration. Accounts that exist are not concerned."""

    type_: Literal["/problems/registration_closed"]
    title: Literal["Registration is closed"]
    status: Literal[403]
    detail: str
    instance: str
    code: Literal["registration_closed"]
    request_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        instance = self.instance

        code = self.code

        request_id = self.request_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "instance": instance,
                "code": code,
                "request_id": request_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["/problems/registration_closed"], d.pop("type"))
        if type_ != "/problems/registration_closed":
            raise ValueError(
                f"type must match const '/problems/registration_closed', got '{type_}'"
            )

        title = cast(Literal["Registration is closed"], d.pop("title"))
        if title != "Registration is closed":
            raise ValueError(f"title must match const 'Registration is closed', got '{title}'")

        status = cast(Literal[403], d.pop("status"))
        if status != 403:
            raise ValueError(f"status must match const 403, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["registration_closed"], d.pop("code"))
        if code != "registration_closed":
            raise ValueError(f"code must match const 'registration_closed', got '{code}'")

        request_id = d.pop("request_id")

        registration_closed_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        registration_closed_problem.additional_properties = d
        return registration_closed_problem

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
