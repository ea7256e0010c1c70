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

T = TypeVar("T", bound="InvalidCursorProblem")


@_attrs_define
class InvalidCursorProblem:
    """The cursor was changed, is more than a day old, or came from a query with other filters or another sort. Begin with
    the first page.

    """

    type_: Literal["/problems/invalid_cursor"]
    title: Literal["Cursor not valid"]
    status: Literal[400]
    detail: str
    instance: str
    code: Literal["invalid_cursor"]
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
        type_ = cast(Literal["/problems/invalid_cursor"], d.pop("type"))
        if type_ != "/problems/invalid_cursor":
            raise ValueError(f"type must match const '/problems/invalid_cursor', got '{type_}'")

        title = cast(Literal["Cursor not valid"], d.pop("title"))
        if title != "Cursor not valid":
            raise ValueError(f"title must match const 'Cursor not valid', got '{title}'")

        status = cast(Literal[400], d.pop("status"))
        if status != 400:
            raise ValueError(f"status must match const 400, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["invalid_cursor"], d.pop("code"))
        if code != "invalid_cursor":
            raise ValueError(f"code must match const 'invalid_cursor', got '{code}'")

        request_id = d.pop("request_id")

        invalid_cursor_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        invalid_cursor_problem.additional_properties = d
        return invalid_cursor_problem

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
