from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.account_status import AccountStatus, check_account_status
from ..models.role import Role, check_role

if TYPE_CHECKING:
    from ..models.preferences import Preferences


T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """An account, as its owner and whoever may see all accounts see it."""

    id: UUID
    """ Never changes; the `sub` of access tokens. """
    email: str
    """ The address as its owner wrote it. """
    email_verified: bool
    """ Whether the owner has proven that the address is theirs. """
    display_name: None | str
    """ How the person wants to be called; null if never said. """
    locale: None | str
    """ The preferred language, a BCP 47 tag; null if never said. """
    timezone: None | str
    """ The time zone, a name of the IANA database; null if never said. """
    preferences: Preferences
    """ What your frontend wants to remember about the person; we only keep it. At most 32 entries. """
    role: Role
    """ What the account may do. `support` can do what `user` can, `admin` can do what `support` can. """
    status: AccountStatus
    """ Whether the account may be used. A suspended account cannot sign in, and its access tokens stop at once. """
    suspension_ends_at: datetime.datetime | None
    """ When a suspension ends; null without one, or if it has no end. From then on the person can sign in or choose
    a new password, which lifts it. """
    suspension_reason: None | str
    """ Why the account is suspended, as whoever suspended it said; null without a suspension. """
    created_at: datetime.datetime
    """ When the account was registered. """
    updated_at: datetime.datetime
    """ When the account was last changed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        email = self.email

        email_verified = self.email_verified

        display_name: None | str
        display_name = self.display_name

        locale: None | str
        locale = self.locale

        timezone: None | str
        timezone = self.timezone

        preferences = self.preferences.to_dict()

        role: str = self.role

        status: str = self.status

        suspension_ends_at: None | str
        if isinstance(self.suspension_ends_at, datetime.datetime):
            suspension_ends_at = self.suspension_ends_at.isoformat()
        else:
            suspension_ends_at = self.suspension_ends_at

        suspension_reason: None | str
        suspension_reason = self.suspension_reason

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "email_verified": email_verified,
                "display_name": display_name,
                "locale": locale,
                "timezone": timezone,
                "preferences": preferences,
                "role": role,
                "status": status,
                "suspension_ends_at": suspension_ends_at,
                "suspension_reason": suspension_reason,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preferences import Preferences  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        email = d.pop("email")

        email_verified = d.pop("email_verified")

        def _parse_display_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        display_name = _parse_display_name(d.pop("display_name"))

        def _parse_locale(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        locale = _parse_locale(d.pop("locale"))

        def _parse_timezone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        timezone = _parse_timezone(d.pop("timezone"))

        preferences = Preferences.from_dict(d.pop("preferences"))

        role = check_role(d.pop("role"))

        status = check_account_status(d.pop("status"))

        def _parse_suspension_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                suspension_ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return suspension_ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        suspension_ends_at = _parse_suspension_ends_at(d.pop("suspension_ends_at"))

        def _parse_suspension_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        suspension_reason = _parse_suspension_reason(d.pop("suspension_reason"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        user = cls(
            id=id,
            email=email,
            email_verified=email_verified,
            display_name=display_name,
            locale=locale,
            timezone=timezone,
            preferences=preferences,
            role=role,
            status=status,
            suspension_ends_at=suspension_ends_at,
            suspension_reason=suspension_reason,
            created_at=created_at,
            updated_at=updated_at,
        )

        user.additional_properties = d
        return user

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
