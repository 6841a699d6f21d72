"""Figures, measured by sessions of noxfile.py."""
