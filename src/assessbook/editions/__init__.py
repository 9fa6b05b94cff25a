"""Editions: parameters checked before anything runs, and notebooks executed into a build."""
