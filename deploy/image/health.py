"""Asks the service in this container whether it lives; the exit status is the answer."""

import os
import sys
from http.client import HTTPConnection

# Nothing listens elsewhere than on every address, and a container without a PORT has Accord's own.
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=3)
connection.request("GET", "/health/live")
sys.exit(connection.getresponse().status != 200)
