"""What every page uses: runner, theme, messages, tables."""
