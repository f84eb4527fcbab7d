"""CIT Trainer: plans, runs and proves Crisis Intervention Team courses."""

__version__ = "0.1.0"
