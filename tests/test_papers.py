"""What is generated from the code is published as the code has it."""

import pytest
from jsonschema import Draft202012Validator

from tests import papers
from tocsin import codec


@pytest.mark.parametrize("path", sorted(papers.PAPERS.keys() - papers.STARTS_FROM.keys()))
def test_a_generated_paper_is_the_one_that_the_code_writes_now(path: str) -> None:
    published = (papers.ROOT / path).read_text("utf-8")
    assert published == papers.PAPERS[path](), f"{path} is out of date: run `make docs`"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(codec.schema())
