"""Long work without Qt: opens its own steps, reports progress, can be cancelled."""
