"""Arranges any timetable with constraint programming: plain values in, plain values out.

- ``arranging.arrange(problem, watch) -> Arrangement`` plans it;
- ``repairing.repair(problem, trouble, watch, proposals=3) -> tuple[Proposal, ...]`` mends it after
  something was lost, or moves one activity and mends the rest;
- ``explaining.explain(problem, watch) -> Clash | None`` says why it cannot be done, or None;
- ``holding.held(problem, activity, watch, day=None, start=None) -> Held`` says what holds an
  activity, or stands against a day (and time) for it;
- ``fragile.fragility(problem, watch) -> tuple[Fragility, ...]`` says what breaks when somebody
  drops out.

A timetable is put through as a ``problem.Problem``: days, activities, the people, rooms and
audiences they need, and typed constraints (``kinds``); what comes back is in ``results``. Several
rooms in parallel are activities with audiences of their own, several people at one activity are
several needs, people or rooms of whom one suffices are the candidates of one need. Nothing here
knows of courses, files or the clock.
"""
