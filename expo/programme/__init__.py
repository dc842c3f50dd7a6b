"""The programme of an edition on public pages."""
