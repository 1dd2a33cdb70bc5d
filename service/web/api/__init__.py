"""The JSON API: one file for each resource, all below ``/api``."""
