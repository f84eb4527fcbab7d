"""What `dev.py bench` runs: data of two sizes, and measures beside their baselines."""
