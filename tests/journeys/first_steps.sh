API=${API:-http://127.0.0.1:8000/api/v1}
MAILBOX=${MAILBOX:-var/mailbox}
JSON='Content-Type: application/json'
status() { curl -s -o /dev/null -w "$1: %{http_code}\n" "${@:2}"; }   # shows only how it was answered
field() { grep -oE "\"$1\":\"[^\"]*\"" | cut -d'"' -f4; }   # picks one member out of a JSON answer

# Register; the answer is the same whether or not the address is known.
status register $API/auth/register -H "$JSON" -d '{"email": "ada@example.com", "password": "seven green bicycles"}'

# The mail is a file; confirm the address with the token in it.
for _ in {1..30}; do TOKEN=$(grep -shoE '^evt_.{43}$' $MAILBOX/*-ada@example.com.eml | tail -1) && [ "$TOKEN" ] && break; sleep 1; done
status confirm $API/auth/email-verification/confirm -H "$JSON" -d "{\"method\": \"token\", \"token\": \"$TOKEN\"}"

# Sign in, with a form as OAuth has it: an access token for ten minutes, and a refresh token.
sign_in() { curl -sf $API/auth/token -d grant_type=password -d username=ada@example.com -d 'password=seven green bicycles'; }
LAPTOP=$(sign_in)
AUTH="Authorization: Bearer $(echo "$LAPTOP" | field access_token)"

# Read your account, then change it: a merge patch touches only what it names.
status read $API/me -H "$AUTH"
curl -sf $API/me -X PATCH -H "$AUTH" -H 'Content-Type: application/merge-patch+json' -d '{"display_name": "Ada"}' | field display_name

# Refresh: a new pair for the refresh token, which is spent now.
LAPTOP=$(curl -sf $API/auth/token -d grant_type=refresh_token -d refresh_token="$(echo "$LAPTOP" | field refresh_token)")
AUTH="Authorization: Bearer $(echo "$LAPTOP" | field access_token)"

# Sign in on a telephone too, find its session (the newest comes first in the list), and end it.
PHONE=$(sign_in)
SESSION=$(curl -sf $API/me/sessions -H "$AUTH" | grep -oE '[0-9a-f-]{36}' | head -1)
status end $API/me/sessions/$SESSION -X DELETE -H "$AUTH"
status phone $API/me -H "Authorization: Bearer $(echo "$PHONE" | field access_token)"

# Log out: the access token stops working with this answer, not in ten minutes.
status logout $API/auth/logout -X POST -H "$AUTH"
status laptop $API/me -H "$AUTH"
