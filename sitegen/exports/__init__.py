"""What machines read: the record as JSON, feeds, the sitemap."""
