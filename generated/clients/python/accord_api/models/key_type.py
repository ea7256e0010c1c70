from typing import Literal

KeyType = Literal["EC", "RSA"]

KEY_TYPE_VALUES: set[KeyType] = {
    "EC",
    "RSA",
}


def check_key_type(value: str) -> KeyType:
    if value in KEY_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KEY_TYPE_VALUES!r}")
