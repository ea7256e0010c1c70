"""The table of what is told of a change: name, direction, severity, meaning and the way out.

`docs/breaking-changes.md` is written from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """A break fails the gate; a warning is worth a look; an addition harms nobody."""

    BREAK = "break"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Direction(StrEnum):
    """Which way the thing travels that has changed."""

    REQUEST = "request"
    RESPONSE = "response"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    direction: Direction
    severity: Severity
    what: str
    way_out: str


_BREAK, _WARNING, _INFO = Severity.BREAK, Severity.WARNING, Severity.INFO
_REQUEST, _RESPONSE, _BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH

_NOTHING = "Nothing to do."
_DEPRECATE = "Keep it, mark it `deprecated` with `x-deprecated-at` and `x-sunset`, remove it then."
_ACCEPT = "Go on accepting what was accepted, or take the new values in a new operation."
_ANSWER = "Answer only what was promised; give new values in a new property or operation."
_OPTIONAL = "Make it optional, with the old behaviour where it is absent."
_NEW_OPERATION = "Leave it as it is; offer the new form in a new operation and deprecate this one."
_JUDGE = "If every old value is still good, allow this finding; else leave it."

# fmt: off
_TABLE: Final = (
    # Operations and addresses
    ("path-removed", _BOTH, _BREAK, "A path and all its operations are gone.", _DEPRECATE),
    ("operation-removed", _BOTH, _BREAK, "An operation is gone.", _DEPRECATE),
    ("operation-removed-before-sunset", _BOTH, _BREAK, "A deprecated operation is gone too early.",
     "Bring it back until the day of its `x-sunset`."),
    ("operation-id-changed", _BOTH, _BREAK, "The operationId, and so the method of every SDK.",
     "Take the old operationId."),
    ("server-removed", _BOTH, _BREAK, "A base address is not served any more.",
     "Keep the old server beside the new one."),
    ("operation-added", _BOTH, _INFO, "A new operation.", _NOTHING),
    ("operation-retired", _BOTH, _INFO, "A deprecated operation is gone, after its Sunset.",
     _NOTHING),
    # Deprecation
    ("deprecated-without-dates", _BOTH, _BREAK, "`deprecated`, and nobody knows until when.",
     "Write `x-deprecated-at` and `x-sunset`, days such as 2027-03-31."),
    ("sunset-too-soon", _BOTH, _BREAK, "Fewer than 180 days from deprecation to Sunset.",
     "Choose a later `x-sunset`."),
    ("sunset-moved-earlier", _BOTH, _BREAK, "The end comes earlier than was announced.",
     "Take the old `x-sunset`, or a later one."),
    ("operation-deprecated", _BOTH, _INFO, "An operation will go, on a day that it names.",
     _NOTHING),
    ("deprecation-withdrawn", _BOTH, _INFO, "An operation stays after all.", _NOTHING),
    # Parameters
    ("parameter-removed", _REQUEST, _BREAK, "A parameter is not known any more, and refused.",
     "Go on accepting it, if only to ignore it."),
    ("parameter-added-required", _REQUEST, _BREAK, "A new parameter without which nothing goes.",
     _OPTIONAL),
    ("parameter-made-required", _REQUEST, _BREAK, "A parameter may not be left out any more.",
     _OPTIONAL),
    ("parameter-style-changed", _REQUEST, _BREAK, "Style, explode, reserved or media type.",
     "Take the old style; a new one needs a parameter of another name."),
    ("path-parameter-renamed", _REQUEST, _WARNING, "Same address, other argument in the SDKs.",
     "Take the old name."),
    ("parameter-added", _REQUEST, _INFO, "A new parameter that may be left out.", _NOTHING),
    ("parameter-made-optional", _REQUEST, _INFO, "A parameter may be left out now.", _NOTHING),
    # Request bodies
    ("request-body-added-required", _REQUEST, _BREAK, "A body where none was sent.", _OPTIONAL),
    ("request-body-made-required", _REQUEST, _BREAK, "The body may not be left out any more.",
     _OPTIONAL),
    ("request-body-removed", _REQUEST, _BREAK, "What was sent in the body is ignored or refused.",
     _NEW_OPERATION),
    ("request-media-type-removed", _REQUEST, _BREAK, "A format of the body is refused.",
     "Go on accepting the old media type beside the new one."),
    ("request-body-added", _REQUEST, _INFO, "A body that may be left out.", _NOTHING),
    ("request-body-made-optional", _REQUEST, _INFO, "The body may be left out now.", _NOTHING),
    ("request-media-type-added", _REQUEST, _INFO, "One more format of the body.", _NOTHING),
    # Answers
    ("success-status-removed", _RESPONSE, _BREAK, "A success that clients wait for.",
     _NEW_OPERATION),
    ("success-status-added", _RESPONSE, _BREAK, "A success that old clients do not know.",
     "Answer with the old status, or with the new one only to who asks for it."),
    ("error-status-removed", _RESPONSE, _WARNING, "Code that handles it is never reached.",
     "Make sure that what it told is told in another way, or not needed."),
    ("error-status-added", _RESPONSE, _WARNING, "Clients treat it as 400 or 500 (RFC 9110 §15).",
     "Use a status that the operation has, if one fits."),
    ("response-media-type-removed", _RESPONSE, _BREAK, "A format of the answer is gone.",
     "Keep it beside the new one, and choose by Accept."),
    ("response-media-type-added", _RESPONSE, _WARNING, "Whoever accepts all may get another one.",
     "Answer with it only if Accept names it."),
    ("response-body-removed", _RESPONSE, _BREAK, "An answer has no body any more.",
     "Go on sending the body."),
    ("response-body-added", _RESPONSE, _INFO, "An answer has a body now.", _NOTHING),
    ("response-header-removed", _RESPONSE, _BREAK, "A header is gone.", "Go on sending it."),
    ("response-header-made-optional", _RESPONSE, _BREAK, "A header is not promised any more.",
     "Go on sending it always."),
    ("response-header-added", _RESPONSE, _INFO, "A new header.", _NOTHING),
    ("response-link-removed", _RESPONSE, _WARNING, "A link to another operation is gone.",
     "Keep the link while the operation exists."),
    # Problems
    ("problem-code-added", _RESPONSE, _BREAK, "A status has a code that old unions do not have.",
     "Use a code that the status has; or a status that is new to the operation."),
    ("problem-code-removed", _RESPONSE, _WARNING, "Code that handles it is never reached.",
     "Make sure that what it told is told in another way, or not needed."),
    ("problem-not-retryable", _RESPONSE, _WARNING, "Clients repeat what cannot succeed.",
     "Use a new code for what cannot be repeated."),
    # Schemas of what is sent
    ("request-type-narrowed", _REQUEST, _BREAK, "A type is refused, null for instance.", _ACCEPT),
    ("request-enum-narrowed", _REQUEST, _BREAK, "A value is refused.", _ACCEPT),
    ("request-const-changed", _REQUEST, _BREAK, "The one value is another.", _ACCEPT),
    ("request-format-narrowed", _REQUEST, _BREAK, "A format is asked for.", _ACCEPT),
    ("request-pattern-narrowed", _REQUEST, _BREAK, "A pattern is asked for, or another.", _JUDGE),
    ("request-length-narrowed", _REQUEST, _BREAK, "Text must be longer, or shorter.", _ACCEPT),
    ("request-range-narrowed", _REQUEST, _BREAK, "Numbers must be greater, less or rounder.",
     _ACCEPT),
    ("request-count-narrowed", _REQUEST, _BREAK, "Lists must have more, fewer or other items.",
     _ACCEPT),
    ("request-size-narrowed", _REQUEST, _BREAK, "Objects must have more or fewer members.",
     _ACCEPT),
    ("request-constraint-narrowed", _REQUEST, _BREAK, "A keyword that is not compared in depth.",
     _JUDGE),
    ("request-property-removed", _REQUEST, _BREAK, "A member is refused or ignored.",
     "Go on accepting it, if only to ignore it."),
    ("request-property-added-required", _REQUEST, _BREAK, "A new member that must be there.",
     _OPTIONAL),
    ("request-property-made-required", _REQUEST, _BREAK, "A member may not be left out any more.",
     _OPTIONAL),
    ("request-object-closed", _REQUEST, _BREAK, "Members that were ignored are refused.",
     "Leave it open; close the schema of a new operation."),
    ("request-variant-removed", _REQUEST, _BREAK, "One of the shapes is refused.", _ACCEPT),
    ("request-discriminator-changed", _REQUEST, _BREAK, "A value means another shape.",
     "Take the old property and mapping; give new shapes new values."),
    ("request-default-changed", _REQUEST, _WARNING, "Who leaves it out gets something else.",
     "Take the old default."),
    ("request-property-added", _REQUEST, _INFO, "A new member that may be left out.", _NOTHING),
    ("request-variant-added", _REQUEST, _INFO, "One more shape is accepted.", _NOTHING),
    ("request-widened", _REQUEST, _INFO, "More is accepted than before.", _NOTHING),
    # Schemas of what is answered
    ("response-type-widened", _RESPONSE, _BREAK, "Another type may come, null for instance.",
     _ANSWER),
    ("response-enum-widened", _RESPONSE, _BREAK, "A value that old clients do not know.", _ANSWER),
    ("response-const-changed", _RESPONSE, _BREAK, "The one value is another.", _ANSWER),
    ("response-format-widened", _RESPONSE, _BREAK, "A format is not promised any more.", _ANSWER),
    ("response-pattern-widened", _RESPONSE, _BREAK, "A pattern is another, or gone.", _JUDGE),
    ("response-length-widened", _RESPONSE, _BREAK, "Text may be longer or shorter.", _ANSWER),
    ("response-range-widened", _RESPONSE, _BREAK, "Numbers may be greater, less or finer.",
     _ANSWER),
    ("response-count-widened", _RESPONSE, _BREAK, "Lists may have more, fewer or equal items.",
     _ANSWER),
    ("response-size-widened", _RESPONSE, _BREAK, "Objects may have more or fewer members.",
     _ANSWER),
    ("response-constraint-widened", _RESPONSE, _BREAK, "A keyword that is not compared in depth.",
     _JUDGE),
    ("response-property-removed", _RESPONSE, _BREAK, "A member is gone.", "Go on sending it."),
    ("response-property-made-optional", _RESPONSE, _BREAK, "A member is not promised any more.",
     "Go on sending it always."),
    ("response-property-added-to-closed", _RESPONSE, _BREAK, "A member where none was to come.",
     "Open the object in one version, add members in the next."),
    ("response-variant-added", _RESPONSE, _BREAK, "A shape that old clients do not know.",
     _ANSWER),
    ("response-discriminator-changed", _RESPONSE, _BREAK, "A value means another shape.",
     "Take the old property and mapping; give new shapes new values."),
    ("response-object-opened", _RESPONSE, _WARNING, "Members may come where none was to come.",
     "Say so to those who check answers against the schema."),
    ("response-default-changed", _RESPONSE, _WARNING, "Absent means something else.",
     "Take the old default, or always send the member."),
    ("response-property-added", _RESPONSE, _INFO, "A new member.", _NOTHING),
    ("response-variant-removed", _RESPONSE, _INFO, "A shape does not come any more.", _NOTHING),
    ("response-narrowed", _RESPONSE, _INFO, "Less may come than before.", _NOTHING),
    # Who may call, and how often
    ("security-added", _REQUEST, _BREAK, "An operation for everybody asks who calls.",
     "Leave it open, or protect a new operation."),
    ("security-alternative-removed", _REQUEST, _BREAK, "A way to say who calls is not enough.",
     "Keep the old requirement beside the new one."),
    ("scope-added", _REQUEST, _BREAK, "Tokens that were good enough lack a scope.",
     "Ask for the old scopes, or guard the new part by an operation of its own."),
    ("scope-removed", _REQUEST, _BREAK, "A scope that clients ask for is unknown.",
     "Keep the scope, even if nothing needs it."),
    ("security-scheme-changed", _REQUEST, _BREAK, "Where or how a credential is sent or got.",
     "Declare a second scheme and accept both."),
    ("role-scope-removed", _REQUEST, _BREAK, "A role may do less.",
     "Give the scope back, or make a new role without it."),
    ("issuer-removed", _REQUEST, _BREAK, "The tokens of an issuer are not accepted any more.",
     "Go on accepting them while somebody holds an account by them."),
    ("idempotency-removed", _REQUEST, _BREAK, "A repeated POST is done twice.",
     "Go on honouring Idempotency-Key."),
    ("rate-limit-added", _REQUEST, _WARNING, "Calls count against one more limit.",
     "Make sure that the new group's quota is above the use of today."),
    ("security-loosened", _REQUEST, _INFO, "One more way to be let in.", _NOTHING),
)
# fmt: on

KINDS: Final = {row[0]: Kind(*row) for row in _TABLE}
