"""What run.py needs before anything is installed: the standard library only, as old as Python 3.8."""
