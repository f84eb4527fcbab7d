"""The people page: people, agencies, their forms, and the import of sheets."""
