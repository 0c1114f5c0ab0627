"""The installer: standard library only, run by whatever Python ``install.bat`` has found.

``install.py`` and ``uninstall.py`` hold the order of the steps; every other module is one step
and takes the folders it works on as arguments.
"""
