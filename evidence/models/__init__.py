"""What proves it: documents and their versions, the questions they support, and the lists that answer questions."""

from evidence.models.documents import Document, DocumentUse, DocumentVersion, FileState, PaperTick, SharedUse
from evidence.models.lists import (
    Device,
    InformationAsset,
    ListRow,
    ProcessingActivity,
    Supplier,
    TrainedPerson,
    TrainingCount,
    YesNo,
)

__all__ = [
    "Device",
    "Document",
    "DocumentUse",
    "DocumentVersion",
    "FileState",
    "InformationAsset",
    "ListRow",
    "PaperTick",
    "ProcessingActivity",
    "SharedUse",
    "Supplier",
    "TrainedPerson",
    "TrainingCount",
    "YesNo",
]
