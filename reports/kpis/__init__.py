"""KPIs of programs: their sources, values before, during and after, and what can be said about them."""
