"""Collections described, figures kept with their numbers, notebooks run, and the report made of them."""

import sys

# The check of notebooks would compile a grammar of addresses, for a second or more; no notebook has one to check.
if "ipykernel" not in sys.modules:  # in a notebook that a person runs nothing is left out
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
