"""The first start: a new academy, the sample academy, or a file that is there."""
