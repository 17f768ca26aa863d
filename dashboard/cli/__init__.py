"""The command line: `marsad`, the same as `python -m dashboard`."""
