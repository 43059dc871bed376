#!/usr/bin/env python3
"""The bill of materials of the programs for one target (CycloneDX 1.6, JSON): sbom.py TARGET, to standard
output. The same source gives the same bytes. What comes out has passed the standard's own schema."""

import os
import subprocess
import sys
from datetime import datetime, timezone

from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

import crates

LICENCES = LicenseFactory()


def component(package, checksums, kind=ComponentType.LIBRARY):
    name, version = package["name"], package["version"]
    licence = package["license"]
    checksum = checksums.get((name, version))
    return Component(
        type=kind,
        name=name,
        version=version,
        bom_ref=f"{name}@{version}",
        purl=PackageURL("cargo", None, name, version) if kind == ComponentType.LIBRARY else None,
        description=package["description"] and " ".join(package["description"].split()),
        # The old way of writing OR, which some crates still have.
        licenses=[LICENCES.make_from_string(licence.replace("/", " OR "))] if licence else [],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksum)] if checksum else [],
        external_references=[
            ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(package["repository"]))
        ]
        if package["repository"]
        else [],
    )


def main(target):
    linked = crates.Linked(target)
    checksums = crates.checksums()
    root = component(linked.root, {}, ComponentType.APPLICATION)
    made = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    compiler = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True)
    properties = [
        Property(name="cdx:reproducible", value="true"),
        Property(name="cdx:rustc:target", value=target),
        Property(name="cdx:rustc:version", value=compiler.stdout.strip()),
    ]
    bom = Bom(metadata=BomMetaData(component=root, timestamp=made, properties=properties))
    components = {package["id"]: component(package, checksums) for package in linked.packages}
    for it in components.values():
        bom.components.add(it)
    components[linked.root["id"]] = root
    for package, its_own in linked.dependencies.items():
        bom.register_dependency(components[package], [components[it] for it in its_own])
    # A random number would make each run another document.
    bom.serial_number = None
    written = JsonV1Dot6(bom).output_as_string(indent=1)
    flaw = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    if flaw:
        sys.exit(f"not CycloneDX: {flaw}")
    print(written)


main(sys.argv[1])
