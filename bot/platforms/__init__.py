"""Chat platforms: their events become Requests, Messages become their markup, their errors become ours."""
