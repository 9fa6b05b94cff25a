"""What `scripts/benchmark.py` measures, how it takes turns, and how it tells the results."""
