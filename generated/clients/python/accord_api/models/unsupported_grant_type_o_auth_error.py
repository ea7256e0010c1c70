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

T = TypeVar("T", bound="UnsupportedGrantTypeOAuthError")


@_attrs_define
class UnsupportedGrantTypeOAuthError:
    """The OAuth 2.0 error `unsupported_grant_type` (RFC 6749 §5.2)."""

    error: Literal["unsupported_grant_type"]
    error_description: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        error_description = self.error_description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
                "error_description": error_description,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        error = cast(Literal["unsupported_grant_type"], d.pop("error"))
        if error != "unsupported_grant_type":
            raise ValueError(f"error must match const 'unsupported_grant_type', got '{error}'")

        error_description = d.pop("error_description")

        unsupported_grant_type_o_auth_error = cls(
            error=error,
            error_description=error_description,
        )

        unsupported_grant_type_o_auth_error.additional_properties = d
        return unsupported_grant_type_o_auth_error

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
