"""Solvers: a problem of plain dataclasses in, a plan or its reasons out."""
