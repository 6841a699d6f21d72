"""How patient bulk work is."""

from __future__ import annotations

from ..retrying import RetryPolicy

PATIENCE = RetryPolicy(attempts=8, max_wait=2 * 3600.0)
"""Nobody sits and waits: a spent quota is waited out, whole windows of an hour."""
