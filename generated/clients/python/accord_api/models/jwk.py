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

from ..models.key_type import KeyType, check_key_type
from ..models.signing_algorithm import SigningAlgorithm, check_signing_algorithm
from ..types import UNSET, Unset

T = TypeVar("T", bound="Jwk")


@_attrs_define
class Jwk:
    """One public key (RFC 7517). An `EC` key has `crv`, `x` and `y`; an `RSA` key has `n` and `e`."""

    kty: KeyType
    """ The family of the key. """
    use: Literal["sig"]
    """ The key is for signatures. """
    alg: SigningAlgorithm
    """ The only algorithm that the key may be used with. """
    kid: str
    """ The id of the key; the header of a token names it. """
    crv: Literal["P-256"] | Unset = UNSET
    """ The curve of an EC key. """
    x: str | Unset = UNSET
    """ The x coordinate of an EC key, base64url. """
    y: str | Unset = UNSET
    """ The y coordinate of an EC key, base64url. """
    n: str | Unset = UNSET
    """ The modulus of an RSA key, base64url. """
    e: str | Unset = UNSET
    """ The exponent of an RSA key, base64url. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kty: str = self.kty

        use = self.use

        alg: str = self.alg

        kid = self.kid

        crv = self.crv

        x = self.x

        y = self.y

        n = self.n

        e = self.e

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kty": kty,
                "use": use,
                "alg": alg,
                "kid": kid,
            }
        )
        if crv is not UNSET:
            field_dict["crv"] = crv
        if x is not UNSET:
            field_dict["x"] = x
        if y is not UNSET:
            field_dict["y"] = y
        if n is not UNSET:
            field_dict["n"] = n
        if e is not UNSET:
            field_dict["e"] = e

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kty = check_key_type(d.pop("kty"))

        use = cast(Literal["sig"], d.pop("use"))
        if use != "sig":
            raise ValueError(f"use must match const 'sig', got '{use}'")

        alg = check_signing_algorithm(d.pop("alg"))

        kid = d.pop("kid")

        crv = cast(Literal["P-256"] | Unset, d.pop("crv", UNSET))
        if crv != "P-256" and not isinstance(crv, Unset):
            raise ValueError(f"crv must match const 'P-256', got '{crv}'")

        x = d.pop("x", UNSET)

        y = d.pop("y", UNSET)

        n = d.pop("n", UNSET)

        e = d.pop("e", UNSET)

        jwk = cls(
            kty=kty,
            use=use,
            alg=alg,
            kid=kid,
            crv=crv,
            x=x,
            y=y,
            n=n,
            e=e,
        )

        jwk.additional_properties = d
        return jwk

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
