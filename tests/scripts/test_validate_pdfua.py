"""What the check against PDF/UA says, and the rules as veraPDF writes them; veraPDF itself isn't needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import validate_pdfua
from pdfua.profile import Profile, Rule, Variable, read_profile
from pdfua.verapdf import Failure, NotInstalled, Outcome

PDF = Path("build/plan/2015/report.pdf")
PROFILE = """\
<profile xmlns="http://www.verapdf.org/ValidationProfile" flavour="PDFUA_1">
  <details creator="veraPDF" created="2020-04-07T11:37:52.486Z"><name>PDF/UA-1</name><description/></details>
  <hash></hash>
  <rules>
    <rule object="SETH" deferred="true" tags="structure,table">
      <id specification="ISO_14289_1" clause="7.5" testNumber="2"/>
      <description>Headings of tables
        shall have a scope</description>
      <test>hasScope == true || part &lt; 2</test>
      <error>
        <message>Cell %1 has no scope</message>
        <arguments><argument name="cell">label</argument></arguments>
      </error>
      <references><reference specification="ISO 32000-1:2008" clause="14.8.4"/></references>
    </rule>
  </rules>
  <variables>
    <variable name="usesH" object="SEH"><defaultValue>false</defaultValue><value>true</value></variable>
  </variables>
</profile>
"""


def test_a_file_that_passes_is_told_in_one_line() -> None:
    told = list(validate_pdfua.lines(PDF, "PDFUA-1", Outcome(938547, ())))
    assert told == ["build/plan/2015/report.pdf: passes PDFUA-1 (938547 checks)"]


def test_every_rule_that_is_not_met_is_told_with_its_first_places() -> None:
    failures = (
        Failure("6.2", 1, "There are no tags", 1, ("root",)),
        Failure("7.1", 3, "Content is not tagged", 5, ("root/document[0]/pages[11](3 0 obj PDPage)/x[4]", "root/y[0]")),
    )  # fmt: skip
    assert list(validate_pdfua.lines(PDF, "PDFUA-1", Outcome(100, failures))) == [
        "build/plan/2015/report.pdf: fails PDFUA-1 (2 rules not met; 6 of 100 checks)",
        "  Clause 6.2, test 1: There are no tags",
        "    root",
        "  Clause 7.1, test 3: Content is not tagged",
        "    page 12: root/document[0]/pages[11](3 0 obj PDPage)/x[4]",
        "    root/y[0]",
        "    3 more places",
    ]


def test_a_rule_is_read_word_for_word() -> None:
    assert read_profile(PROFILE.encode()) == Profile(
        flavour="PDFUA_1",
        name="PDF/UA-1",
        rules=(
            Rule(
                specification="ISO_14289_1",
                clause="7.5",
                number=2,
                object="SETH",
                test="hasScope == true || part < 2",
                deferred=True,
                tags="structure,table",
                description="Headings of tables shall have a scope",
                message="Cell %1 has no scope",
                arguments=(("label", "cell"),),
            ),
        ),
        variables=(Variable("usesH", "SEH", "false", "true"),),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('deferred="true"', 'delayed="true"', "rule@delayed"),
        ("<test>", "<unless>part == 3</unless><test>", "rule/unless"),
    ],
)
def test_a_condition_of_a_rule_that_is_not_known_is_never_left_out(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_profile(PROFILE.replace(old, new).encode())


def test_a_file_that_is_missing_is_named_before_anything_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validate_pdfua.main([str(tmp_path / "report.pdf")]) == 2
    assert f"{tmp_path / 'report.pdf'}: there is no such file" in capsys.readouterr().err


def test_without_its_environment_the_check_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(profile: str) -> None:
        raise NotInstalled("jpype")

    monkeypatch.setattr(validate_pdfua, "Validator", missing)
    pdf = tmp_path / "report.pdf"
    pdf.touch()
    assert validate_pdfua.main([str(pdf)]) == 2
    assert capsys.readouterr().err == "The Python package jpype is missing. Run: make validate-pdf\n"
