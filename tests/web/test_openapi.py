"""Whatever fits the documented interface, or does not, no answer is the program's own failure."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from noroshi.cli.serve_job import prepare
from noroshi.web.app import lab
from web_lab import PORT, Silent

schema = schemathesis.openapi.from_asgi(
    "/api/openapi.json",
    lab("small", PORT, prepare, warm=False, jobs=Silent),  # what is tried is how they are read
    headers={"host": f"127.0.0.1:{PORT}"},
)


@pytest.mark.filterwarnings("ignore")
@schema.parametrize()
@settings(max_examples=15, suppress_health_check=[*HealthCheck], deadline=None)
def test_no_request_makes_the_server_fail(case: schemathesis.Case) -> None:
    case.call_and_validate(
        headers={"host": f"127.0.0.1:{PORT}"},
        checks=[CHECKS.get_one("not_a_server_error")],
    )
