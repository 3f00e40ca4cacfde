"""Random mutants of the files of tables; the same again for the same tables and seed."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List

from .avromutants import damage_avro
from .bytemutants import damage_bytes
from .jsonmutants import damage_json


@dataclass(frozen=True)
class Target:
    """A file of a table that is damaged: of its newest state the metadata, the list or a manifest."""

    #: For messages: `v2.evolved_spec metadata`.
    name: str
    kind: str
    #: The table's folder and metadata file.
    folder: str
    metadata: str
    path: Path

    def task(self, mutant: Path) -> Dict[str, str]:
        changed = self.path.as_uri().replace("%20", " ")
        return {
            "folder": self.folder,
            "metadata": self.metadata,
            "changed": changed if self.metadata.startswith("file:") else str(self.path),
            "mutant": str(mutant),
        }


@dataclass(frozen=True)
class Mutant:
    number: int
    target: Target
    way: str
    content: bytes


def mutants(targets: List[Target], count: int, seed: str) -> Iterator[Mutant]:
    for number in range(count):
        # Each on its own, so that one can be made without those before it.
        random_ = random.Random(f"{seed} {number}")
        kind = random_.choice(["metadata", "list", "manifest"])
        target = random_.choice([held for held in targets if held.kind == kind])
        by_bytes = random_.random() < 0.4
        damage = damage_bytes if by_bytes else damage_json if kind == "metadata" else damage_avro
        content = damage(target.path.read_bytes(), random_)
        yield Mutant(number, target, damage.__name__, content)
