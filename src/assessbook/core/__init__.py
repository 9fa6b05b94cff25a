"""What every layer needs: problems and errors, periods, kinds of missing, units, files."""
