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

T = TypeVar("T", bound="IdentityLinkRequiredProblem")


@_attrs_define
class IdentityLinkRequiredProblem:
    """The token of another issuer is good, and nobody has linked the person to an account. Where accounts are made on
    demand, none could be: the issuer has not verified the address, or it has an account already. Which of these it was
    is not told: an address that is the same proves nothing. Those who run this server can link the two.

    """

    type_: Literal["/problems/identity_link_required"]
    title: Literal["No account for this identity"]
    status: Literal[403]
    detail: str
    instance: str
    code: Literal["identity_link_required"]
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
        type_ = cast(Literal["/problems/identity_link_required"], d.pop("type"))
        if type_ != "/problems/identity_link_required":
            raise ValueError(
                f"type must match const '/problems/identity_link_required', got '{type_}'"
            )

        title = cast(Literal["No account for this identity"], d.pop("title"))
        if title != "No account for this identity":
            raise ValueError(
                f"title must match const 'No account for this identity', got '{title}'"
            )

        status = cast(Literal[403], d.pop("status"))
        if status != 403:
            raise ValueError(f"status must match const 403, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["identity_link_required"], d.pop("code"))
        if code != "identity_link_required":
            raise ValueError(f"code must match const 'identity_link_required', got '{code}'")

        request_id = d.pop("request_id")

        identity_link_required_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        identity_link_required_problem.additional_properties = d
        return identity_link_required_problem

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
