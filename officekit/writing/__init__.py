"""Outputs: workbooks and documents, complete or not at all."""
