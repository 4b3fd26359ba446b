"""Benchmarks: generated models of growing size, measured step by step."""
