"""What figures of all subjects are made of: tables, cells, sources, titles, and kinds of figures that serve several."""
