"""What the build does beyond copying Python files: compiles the forms, adds what ships."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FormsAndResources(BuildHookInterface[BuilderConfig]):
    """Compiles ``forms/*.ui`` and puts ``resources/`` and ``docs/`` into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare what is about to be built; an editable install reads the source tree."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        try:
            from dev import compile_forms  # noqa: PLC0415  # found only beside this file
        finally:
            sys.path.remove(self.root)
        compile_forms(Path(self.root), python=sys.executable)
        if version != "editable":
            build_data["force_include"]["resources"] = "cittrainer/resources"
            build_data["force_include"]["docs"] = "cittrainer/handbook"
