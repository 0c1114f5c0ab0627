"""Scripts that run inside Windows, by the Python under Wine.

Each takes two files: orders and answers, both JSON, so that no console and no code page stands
between. Each stands alone: Python does not look beside a script where a ``._pth`` file rules.
"""
