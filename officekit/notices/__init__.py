"""From a matrix to a notice: what each element of the document says."""
