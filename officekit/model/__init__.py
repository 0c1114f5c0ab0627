"""The nouns: frozen values that every stage talks through; standard library only."""
