"""What people see of each kind of message, kept as text to be read: tests/platforms/__snapshots__/test_looks."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.platforms.samples import make_samples
from tests.platforms.showing import show

SAMPLES = make_samples()


class AsText(SingleFileSnapshotExtension):
    """One text file for each message, named after it."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_looks_as_it_did(name: str, snapshot: SnapshotAssertion) -> None:
    look = snapshot.use_extension(AsText)
    assert show(SAMPLES[name]) + "\n" == look
