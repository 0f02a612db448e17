"""The pages of KPIs."""
