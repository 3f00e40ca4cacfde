"""A catalog of PyIceberg in a folder: tables lie at ``<folder>/<namespace>/<name>``, nothing else is kept."""

from pathlib import Path
from typing import Any

from pyiceberg.catalog import MetastoreCatalog
from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.table import CommitTableResponse, Table


class FolderCatalog(MetastoreCatalog, NoopCatalog):
    """As much as writing tables takes; a table's newest metadata file is its state. One writer only."""

    def __init__(self, folder: Path):
        super().__init__("folder", warehouse=folder.as_uri())
        self.folder = folder

    def create_table(self, identifier: Any, *args: Any, **options: Any) -> Table:
        staged = self._create_staged_table(identifier, *args, **options)
        metadata = staged.metadata
        if metadata.format_version == 3 and metadata.next_row_id is None:  # Left out by PyIceberg 0.12.
            metadata = metadata.model_copy(update={"next_row_id": 0})
        self._write_metadata(metadata, staged.io, staged.metadata_location)
        return self.load_table(identifier)

    def load_table(self, identifier: Any) -> Table:
        names = self.identifier_to_tuple(identifier)
        files = sorted(self.folder.joinpath(*names, "metadata").glob("*.metadata.json"))
        if not files:
            raise NoSuchTableError(identifier)
        return self.register_table(names, files[-1].as_uri())

    def load_namespace_properties(self, namespace: Any) -> dict:
        return {}

    def register_table(self, identifier: Any, metadata_location: str, overwrite: bool = False) -> Table:
        from pyiceberg.serializers import FromInputFile

        io = self._load_file_io(location=metadata_location)
        metadata = FromInputFile.table_metadata(io.new_input(metadata_location))
        return Table(self.identifier_to_tuple(identifier), metadata, metadata_location, io, self)

    def commit_table(self, table: Table, requirements: tuple, updates: tuple) -> CommitTableResponse:
        current = self.load_table(table.name())
        staged = self._update_and_stage_table(current, table.name(), requirements, updates)
        if staged.metadata == current.metadata:
            staged = current
        else:
            self._write_metadata(staged.metadata, staged.io, staged.metadata_location)
        return CommitTableResponse(metadata=staged.metadata, metadata_location=staged.metadata_location)
