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

T = TypeVar("T", bound="IdentityProviderUnavailableProblem")


@_attrs_define
class IdentityProviderUnavailableProblem:
    """The token of another issuer names a key that we do not have, and the issuer does not answer, or was asked a moment
    ago. Whether the token is good is not known: keep it, and try again after `Retry-After`. Tokens by keys that we have
    go on working.

    """

    type_: Literal["/problems/identity_provider_unavailable"]
    title: Literal["Identity provider unavailable"]
    status: Literal[503]
    detail: str
    instance: str
    code: Literal["identity_provider_unavailable"]
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
        type_ = cast(Literal["/problems/identity_provider_unavailable"], d.pop("type"))
        if type_ != "/problems/identity_provider_unavailable":
            raise ValueError(
                f"type must match const '/problems/identity_provider_unavailable', got '{type_}'"
            )

        title = cast(Literal["Identity provider unavailable"], d.pop("title"))
        if title != "Identity provider unavailable":
            raise ValueError(
                f"title must match const 'Identity provider unavailable', got '{title}'"
            )

        status = cast(Literal[503], d.pop("status"))
        if status != 503:
            raise ValueError(f"status must match const 503, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["identity_provider_unavailable"], d.pop("code"))
        if code != "identity_provider_unavailable":
            raise ValueError(f"code must match const 'identity_provider_unavailable', got '{code}'")

        request_id = d.pop("request_id")

        identity_provider_unavailable_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        identity_provider_unavailable_problem.additional_properties = d
        return identity_provider_unavailable_problem

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
