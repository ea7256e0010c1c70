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

from ..models.grant_type import GrantType, check_grant_type

T = TypeVar("T", bound="AuthorizationServerMetadata")


@_attrs_define
class AuthorizationServerMetadata:
    """What an OAuth client library needs to know about this server (RFC 8414 §2)."""

    issuer: str
    """ The `iss` of every access token. """
    token_endpoint: str
    """ Where `createToken` is. """
    revocation_endpoint: str
    """ Where `revokeToken` is. """
    jwks_uri: str
    """ Where the public keys are. """
    scopes_supported: list[str]
    """ Every scope there is; a token has at most those of the account's role. """
    response_types_supported: list[str]
    """ Empty, because there is no authorization endpoint. """
    grant_types_supported: list[GrantType]
    """ The grants of `createToken`. """
    token_endpoint_auth_methods_supported: list[Literal["none"]]
    """ Clients do not authenticate themselves. """
    revocation_endpoint_auth_methods_supported: list[Literal["none"]]
    """ Clients do not authenticate themselves. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        issuer = self.issuer

        token_endpoint = self.token_endpoint

        revocation_endpoint = self.revocation_endpoint

        jwks_uri = self.jwks_uri

        scopes_supported = self.scopes_supported

        response_types_supported = self.response_types_supported

        grant_types_supported = []
        for grant_types_supported_item_data in self.grant_types_supported:
            grant_types_supported_item: str = grant_types_supported_item_data
            grant_types_supported.append(grant_types_supported_item)

        token_endpoint_auth_methods_supported = self.token_endpoint_auth_methods_supported

        revocation_endpoint_auth_methods_supported = self.revocation_endpoint_auth_methods_supported

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "issuer": issuer,
                "token_endpoint": token_endpoint,
                "revocation_endpoint": revocation_endpoint,
                "jwks_uri": jwks_uri,
                "scopes_supported": scopes_supported,
                "response_types_supported": response_types_supported,
                "grant_types_supported": grant_types_supported,
                "token_endpoint_auth_methods_supported": token_endpoint_auth_methods_supported,
                "revocation_endpoint_auth_methods_supported": revocation_endpoint_auth_methods_supported,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        issuer = d.pop("issuer")

        token_endpoint = d.pop("token_endpoint")

        revocation_endpoint = d.pop("revocation_endpoint")

        jwks_uri = d.pop("jwks_uri")

        scopes_supported = cast(list[str], d.pop("scopes_supported"))

        response_types_supported = cast(list[str], d.pop("response_types_supported"))

        grant_types_supported = []
        _grant_types_supported = d.pop("grant_types_supported")
        for grant_types_supported_item_data in _grant_types_supported:
            grant_types_supported_item = check_grant_type(grant_types_supported_item_data)

            grant_types_supported.append(grant_types_supported_item)

        token_endpoint_auth_methods_supported = []
        _token_endpoint_auth_methods_supported = d.pop("token_endpoint_auth_methods_supported")
        for (
            token_endpoint_auth_methods_supported_item_data
        ) in _token_endpoint_auth_methods_supported:
            token_endpoint_auth_methods_supported_item = cast(
                Literal["none"], token_endpoint_auth_methods_supported_item_data
            )
            if token_endpoint_auth_methods_supported_item != "none":
                raise ValueError(
                    f"token_endpoint_auth_methods_supported_item must match const 'none', got '{token_endpoint_auth_methods_supported_item}'"
                )
            token_endpoint_auth_methods_supported.append(token_endpoint_auth_methods_supported_item)

        revocation_endpoint_auth_methods_supported = []
        _revocation_endpoint_auth_methods_supported = d.pop(
            "revocation_endpoint_auth_methods_supported"
        )
        for (
            revocation_endpoint_auth_methods_supported_item_data
        ) in _revocation_endpoint_auth_methods_supported:
            revocation_endpoint_auth_methods_supported_item = cast(
                Literal["none"], revocation_endpoint_auth_methods_supported_item_data
            )
            if revocation_endpoint_auth_methods_supported_item != "none":
                raise ValueError(
                    f"revocation_endpoint_auth_methods_supported_item must match const 'none', got '{revocation_endpoint_auth_methods_supported_item}'"
                )
            revocation_endpoint_auth_methods_supported.append(
                revocation_endpoint_auth_methods_supported_item
            )

        authorization_server_metadata = cls(
            issuer=issuer,
            token_endpoint=token_endpoint,
            revocation_endpoint=revocation_endpoint,
            jwks_uri=jwks_uri,
            scopes_supported=scopes_supported,
            response_types_supported=response_types_supported,
            grant_types_supported=grant_types_supported,
            token_endpoint_auth_methods_supported=token_endpoint_auth_methods_supported,
            revocation_endpoint_auth_methods_supported=revocation_endpoint_auth_methods_supported,
        )

        authorization_server_metadata.additional_properties = d
        return authorization_server_metadata

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
