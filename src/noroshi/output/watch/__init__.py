"""What a watch from air, sea and space writes: a page, data, and maps, question by question.

Each question has one module, which gives of its finding: `document` (for JSON), `tables` (for CSV),
`dataset` (for netCDF), `features` (for GeoJSON), `section` (for a page) and `terminal`.
"""
