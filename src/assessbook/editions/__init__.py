"""Editions: parameters checked before anything runs, and notebooks executed into a build."""

from assessbook.core.quick_imports import leave_out_slow_imports

leave_out_slow_imports()
